// What makes the pages handier; every page can be read and walked through without it.
(function () {
  "use strict";
  var root = document.documentElement;

  function each(selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  }

  // The search shows parts of pages; see there.
  if (location.protocol === "file:" && parent !== self) {
    parent.postMessage(root.outerHTML, "*");
    return;
  }

  // The switch goes round: as the system, light, dark.
  var turn = { auto: "light", light: "dark", dark: "auto" };
  each(".theme-switch", function (button) {
    function show() {
      button.lastElementChild.textContent = button.dataset[root.dataset.theme || "auto"];
      button.title = button.lastElementChild.textContent;
    }
    button.addEventListener("click", function () {
      var next = turn[root.dataset.theme || "auto"];
      if (next === "auto") {
        delete root.dataset.theme;
      } else {
        root.dataset.theme = next;
      }
      try {
        if (next === "auto") {
          localStorage.removeItem("theme");
        } else {
          localStorage.setItem("theme", next);
        }
      } catch (e) {
        // Without storage the choice lasts as long as the page.
      }
      show();
    });
    show();
  });

  // The search is fetched when somebody opens it first: by its button, by / or by Ctrl+K.
  each("[data-search]", function (button) {
    var asked = false;
    function open() {
      if (self.sitepackOpenSearch) {
        self.sitepackOpenSearch();
      } else if (!asked) {
        asked = true;
        var script = document.createElement("script");
        script.src = button.dataset.engine;
        if (button.dataset.integrity && location.protocol !== "file:") {
          script.integrity = button.dataset.integrity;
        }
        document.head.append(script);
      }
    }
    button.addEventListener("click", open);
    document.addEventListener("keydown", function (event) {
      var writing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      var slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (slash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        open();
      }
    });
  });

  // Of a terminal the commands alone, for what they print is no input, and neither is a prompt.
  function copied(pre) {
    var commands = Array.from(pre.querySelectorAll(".cmd"), function (command) {
      var prompt = command.querySelector(".prompt");
      return command.textContent.slice(prompt ? prompt.textContent.length : 0);
    });
    return commands.join("\n") || (pre.querySelector("code") || pre).innerText.replace(/\n$/, "");
  }

  // A copy button on every block of code.
  var words = document.querySelector("[data-copy]");
  if (words && navigator.clipboard) {
    each("pre", function (pre) {
      var box = pre.parentElement;
      if (!box.matches("figure.code, .code")) {
        box = document.createElement("div");
        pre.replaceWith(box);
        box.append(pre);
      }
      box.classList.add("copy-box");
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.dataset.copy;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(copied(pre)).then(function () {
          button.textContent = words.dataset.copied;
          button.classList.add("done");
          words.textContent = words.dataset.copied;
          setTimeout(function () {
            button.textContent = words.dataset.copy;
            button.classList.remove("done");
            words.textContent = "";
          }, 1600);
        });
      });
      box.append(button);
    });
  }

  // The page as it was written, for those who hand it on to a program.
  each(".copy-page", function (button) {
    var label = button.lastElementChild;
    var name = label.textContent;
    button.addEventListener("click", function () {
      if (!navigator.clipboard || location.protocol === "file:") {
        location.href = button.dataset.source;
        return;
      }
      fetch(button.dataset.source)
        .then(function (answer) {
          return answer.ok ? answer.text() : Promise.reject(answer.status);
        })
        .then(function (text) {
          return navigator.clipboard.writeText(text);
        })
        .then(
          function () {
            label.textContent = button.dataset.done;
            if (words) {
              words.textContent = button.dataset.done;
            }
            setTimeout(function () {
              label.textContent = name;
              if (words) {
                words.textContent = "";
              }
            }, 1600);
          },
          function () {
            location.href = button.dataset.source;
          }
        );
    });
  });

  // Tabs of the same name turn together, and the choice is remembered.
  var chosen = [];
  try {
    chosen = JSON.parse(localStorage.getItem("tabs")) || [];
  } catch (e) {
    // Nothing is remembered.
  }
  function choose(name) {
    each(".tabs > label", function (label) {
      if (label.textContent === name) {
        label.previousElementSibling.checked = true;
      }
    });
  }
  each(".tabs", function (tabs) {
    tabs.addEventListener("change", function (event) {
      var label = event.target.nextElementSibling;
      var name = label.textContent;
      var before = label.getBoundingClientRect().top;
      choose(name);
      scrollBy({ top: label.getBoundingClientRect().top - before, behavior: "instant" });
      chosen = chosen.filter(function (other) {
        return other !== name;
      });
      chosen = chosen.concat(name).slice(-20);
      try {
        localStorage.setItem("tabs", JSON.stringify(chosen));
      } catch (e) {
        // The choice lasts as long as the page.
      }
    });
  });

  // Boxes that scroll can be reached by keyboard, also those that are opened or become narrow later.
  var narrow = new ResizeObserver(function (changes) {
    changes.forEach(function (change) {
      var box = change.target;
      if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
      }
    });
  });
  each("pre, .prose table, math.wide", function (box) {
    narrow.observe(box);
  });

  // The current page is in sight in the sidebar.
  var here = document.querySelector(".tree [aria-current=page]");
  var sidebar = document.getElementById("sidebar");
  function reveal() {
    if (here && sidebar) {
      var place = here.getBoundingClientRect();
      var frame = sidebar.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom) {
        sidebar.scrollTop += place.top - frame.top - frame.height / 3;
      }
    }
  }
  reveal();
  if (sidebar) {
    sidebar.addEventListener("toggle", reveal);
  }

  // The table of contents follows the reader, and closes once it was used.
  var toc = document.getElementById("toc");
  if (toc) {
    var links = {};
    Array.prototype.forEach.call(toc.querySelectorAll("li a"), function (link) {
      links[decodeURIComponent(link.hash.slice(1))] = link;
    });
    var headings = Object.keys(links)
      .map(function (id) {
        return document.getElementById(id);
      })
      .filter(Boolean);
    toc.addEventListener("click", function (event) {
      if (event.target.closest("a") && toc.matches(":popover-open")) {
        toc.hidePopover();
      }
    });
    var marked = null;
    var waiting = false;
    var follow = function () {
      waiting = false;
      var line = parseFloat(getComputedStyle(root).scrollPaddingBlockStart) + 8 || 80;
      var current = null;
      headings.forEach(function (heading) {
        if (heading.getBoundingClientRect().top <= line) {
          current = heading;
        }
      });
      if (innerHeight + scrollY >= root.scrollHeight - 2 && scrollY > 0) {
        current = headings[headings.length - 1];
      }
      var link = current && links[current.id];
      if (link !== marked) {
        if (marked) {
          marked.removeAttribute("aria-current");
        }
        if (link) {
          link.setAttribute("aria-current", "true");
        }
        marked = link;
      }
    };
    addEventListener(
      "scroll",
      function () {
        if (!waiting) {
          waiting = true;
          requestAnimationFrame(follow);
        }
      },
      { passive: true }
    );
    follow();
  }
})();
