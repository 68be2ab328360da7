// Runs before the first paint, so that a remembered choice of colours does not flash, what works by
// a script has its place from the beginning, the styles know a page that is still coming, and the
// tabs that were chosen before are turned before anything below them is drawn.
(function () {
  var root = document.documentElement;
  var theme = null;
  var tabs = [];
  try {
    theme = localStorage.getItem("theme");
    tabs = [].concat(JSON.parse(localStorage.getItem("tabs")) || []);
  } catch (e) {
    // Storage is switched off: the system decides.
  }
  root.setAttribute("data-js", "");
  root.setAttribute("data-coming", "");
  if (theme === "light" || theme === "dark") {
    root.setAttribute("data-theme", theme);
  }
  var seen = new Set();
  var latest = new Map();
  function turn() {
    Array.prototype.forEach.call(document.querySelectorAll(".tabs > label"), function (label) {
      var place = tabs.indexOf(label.textContent);
      if (!seen.has(label) && place >= (latest.get(label.parentElement) || 0)) {
        label.previousElementSibling.checked = true;
        latest.set(label.parentElement, place);
      }
      seen.add(label);
    });
  }
  var coming = new MutationObserver(turn);
  if (tabs.length > 0) {
    coming.observe(root, { childList: true, subtree: true });
  }
  document.addEventListener("readystatechange", function () {
    root.removeAttribute("data-coming");
    coming.disconnect();
    turn();
  });
})();
