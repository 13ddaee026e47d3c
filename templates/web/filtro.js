// The filter of the cruscotti. Without it the page is whole: it only hides rows.
(function () {
  "use strict";
  var filtro = document.getElementById("filtro");
  var campo = document.getElementById("cerca");
  var esito = document.getElementById("esito-filtro");
  var trovati = document.getElementById("trovati");
  // What the body calls what is counted, one and many.
  var nomi = filtro.dataset;
  var cruscotti = Array.prototype.slice.call(document.querySelectorAll("section.cruscotto"));
  if (!cruscotti.length) return;
  filtro.hidden = false;

  function piano(testo) {
    return testo.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // What each row is looked up by: its own text and the names above it.
  var righe = [];
  cruscotti.forEach(function (cruscotto, dove) {
    Array.prototype.forEach.call(cruscotto.querySelectorAll("tbody"), function (gruppo) {
      var titolo = Array.prototype.map.call(gruppo.querySelectorAll("tr.prospettiva, tr.obiettivo"), function (r) {
        return r.textContent;
      }).join(" ");
      Array.prototype.forEach.call(gruppo.querySelectorAll("tr.indicatore"), function (riga) {
        righe.push({ riga: riga, gruppo: gruppo, dove: dove, testo: piano(riga.textContent + " " + titolo) });
      });
    });
  });

  function quanti(numero, uno, molti) {
    return numero + " " + (numero === 1 ? uno : molti);
  }

  function filtra() {
    var parole = piano(campo.value).split(/\s+/).filter(Boolean);
    var conti = cruscotti.map(function () { return 0; });
    var gruppi = new Map();
    righe.forEach(function (voce) {
      var va = parole.every(function (parola) { return voce.testo.indexOf(parola) >= 0; });
      voce.riga.hidden = !va;
      gruppi.set(voce.gruppo, (gruppi.get(voce.gruppo) || false) || va);
      if (va) conti[voce.dove] += 1;
    });
    gruppi.forEach(function (pieno, gruppo) { gruppo.hidden = !pieno; });
    racconta(parole.length > 0, conti);
  }

  function racconta(attivo, conti) {
    trovati.textContent = "";
    trovati.hidden = !attivo;
    filtro.classList.toggle("attivo", attivo);
    var tutti = 0, pieni = 0;
    cruscotti.forEach(function (cruscotto, dove) {
      cruscotto.hidden = attivo && conti[dove] === 0;
      if (!attivo || conti[dove] === 0) return;
      tutti += conti[dove];
      pieni += 1;
      var titolo = cruscotto.querySelector("h3, h4, h5, h6");
      var voce = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#" + cruscotto.id;
      link.textContent = cruscotto.closest("article").dataset.nome + ": " + titolo.textContent + " (" + conti[dove] + ")";
      voce.appendChild(link);
      trovati.appendChild(voce);
    });
    esito.textContent = !attivo ? "" : tutti === 0 ? nomi.nessuno :
      quanti(tutti, nomi.indicatore, nomi.indicatori) + " in " + quanti(pieni, nomi.cruscotto, nomi.cruscotti);
  }

  campo.addEventListener("input", filtra);
  campo.addEventListener("keydown", function (tasto) {
    if (tasto.key === "Escape" && campo.value) {
      campo.value = "";
      filtra();
      tasto.preventDefault();
    }
  });

  // On paper there is nothing to open.
  var chiusi = [];
  window.addEventListener("beforeprint", function () {
    chiusi = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    chiusi.forEach(function (dettaglio) { dettaglio.open = true; });
  });
  window.addEventListener("afterprint", function () {
    chiusi.forEach(function (dettaglio) { dettaglio.open = false; });
  });
})();
