// The search: loaded when it is opened first. The index is made with the site, in SearchIndex.
(function () {
  "use strict";

  // ---- words, as the index cuts them ----

  function isLetter(c) {
    if (c < 0x80) {
      return (c > 47 && c < 58) || (c > 64 && c < 91) || (c > 96 && c < 123);
    }
    return (
      c === 0xaa || c === 0xb5 || c === 0xba ||
      (c >= 0xc0 && c !== 0xd7 && c !== 0xf7 && c < 0x2000) ||
      (c >= 0x2070 && c < 0x20a0) || (c >= 0x2c00 && c < 0x2e00) || (c >= 0x2e80 && c < 0x3000) ||
      (c >= 0x3005 && c <= 0x3007) || (c >= 0x3040 && c < 0xe000 && c !== 0x30fb) ||
      (c >= 0xf900 && c < 0xfe00) || (c >= 0xfe70 && c < 0xfeff) || (c >= 0xff10 && c <= 0xff19) ||
      (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a) || (c >= 0xff66 && c < 0xffe0) ||
      (c >= 0x10000 && c < 0x1f000) || (c >= 0x20000 && c < 0xe0000)
    );
  }

  function isDense(c) {
    return (
      (c >= 0x0e00 && c < 0x1000) || (c >= 0x1000 && c < 0x10a0) || (c >= 0x1780 && c < 0x1800) ||
      (c >= 0x2e80 && c < 0xa000) || (c >= 0xac00 && c < 0xd7b0) || (c >= 0xf900 && c < 0xfb00) ||
      (c >= 0x1b000 && c < 0x1b170) || (c >= 0x20000 && c < 0x40000)
    );
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  }

  function wordsOf(text) {
    var found = [];
    var plain = "";
    var dense = [];
    function flush() {
      if (plain) {
        found.push(plain.slice(0, 32));
      }
      for (var i = 0; i + 1 < dense.length; i++) {
        found.push(dense[i] + dense[i + 1]);
      }
      if (dense.length === 1) {
        found.push(dense[0]);
      }
      plain = "";
      dense = [];
    }
    Array.from(fold(text)).forEach(function (letter) {
      var c = letter.codePointAt(0);
      if (!isLetter(c)) {
        flush();
      } else if (isDense(c)) {
        if (plain) {
          flush();
        }
        dense.push(letter);
      } else {
        if (dense.length) {
          flush();
        }
        plain += letter;
      }
    });
    flush();
    return found.filter(function (word, i) {
      return found.indexOf(word) === i;
    });
  }

  // ---- the index ----

  var ALPHABET = "";
  for (var code = 35; ALPHABET.length < 90; code++) {
    if (code !== 92) {
      ALPHABET += String.fromCharCode(code);
    }
  }
  var DIGITS = new Int8Array(128).fill(-1);
  for (var digit = 0; digit < 90; digit++) {
    DIGITS[ALPHABET.charCodeAt(digit)] = digit;
  }

  function Shard(data) {
    var self = this;
    self.pages = [];
    self.parts = [];
    data[0].split("\n").forEach(function (line) {
      var cells = line.split("\t");
      if (cells.length > 1 && line[0] === "\t") {
        self.parts.push({
          page: self.pages.length - 1,
          size: cells[1].charCodeAt(0) - 97,
          id: cells[1].slice(1) || cells[2].replace(/ /g, "-").replace(/[^\w-]/g, "").toLowerCase(),
          heading: cells[2]
        });
      } else if (line || cells.length > 1) {
        self.pages.push({ url: cells[0], title: cells[1], trail: cells[2], first: self.parts.length });
      }
    });
    var before = "";
    self.words = data[1].split("\n");
    self.words.pop();
    self.words = self.words.map(function (coded) {
      before = before.slice(0, coded.charCodeAt(0) - 35) + coded.slice(1);
      return before;
    });
    var text = data[2];
    var numbers = new Int32Array(text.length);
    var length = 0;
    for (var i = 0; i < text.length; i++) {
      var number = 0;
      var power = 1;
      var next = DIGITS[text.charCodeAt(i)];
      while (next >= 45) {
        number += (next - 45) * power;
        power *= 45;
        next = DIGITS[text.charCodeAt(++i)];
      }
      numbers[length++] = number + next * power;
    }
    self.numbers = numbers;
    self.starts = new Int32Array(self.words.length);
    for (var word = 0, at = 0; word < self.words.length; word++) {
      self.starts[word] = at;
      at += numbers[at] + 1;
    }
  }

  // Where the words are that begin with this one.
  Shard.prototype.from = function (word) {
    var low = 0;
    var high = this.words.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (this.words[middle] < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };

  var KINDS = [1, 1.5, 2.2, 4.2, 9];

  // Notes for each part how well the word at an index of the dictionary fits it.
  Shard.prototype.note = function (word, weight, best) {
    var at = this.starts[word];
    var end = at + this.numbers[at];
    var part = -1;
    while (at < end) {
      var number = this.numbers[++at];
      part += 1 + Math.floor(number / 5);
      var kind = number % 5;
      // A word says more of a short text than of a long one.
      var value = weight * KINDS[kind] * (kind < 3 ? 1.3 / (1 + 0.14 * this.parts[part].size) : 1);
      if (value > best[part]) {
        best[part] = value;
      }
    }
  };

  // One bit for each letter: words that differ in many bits are far apart.
  function letters(word) {
    var mask = 0;
    for (var i = 0; i < word.length; i++) {
      mask |= 1 << (word.charCodeAt(i) & 31);
    }
    return mask;
  }

  function bits(mask) {
    var n = 0;
    for (; mask; mask &= mask - 1) {
      n++;
    }
    return n;
  }

  // How many letters must change, be added, left out or swapped to make b of a; half a letter more
  // when only the beginning of b is made. More than most is most + 1.
  var rows = [new Int8Array(64), new Int8Array(64), new Int8Array(64)];
  function distance(a, b, most) {
    var width = Math.min(b.length, a.length + most);
    for (var j = 0; j <= width; j++) {
      rows[1][j] = j;
    }
    for (var i = 1; i <= a.length; i++) {
      var two = rows[0];
      var one = rows[1];
      var row = rows[2];
      var least = (row[0] = i);
      for (j = 1; j <= width; j++) {
        var away = one[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        away = Math.min(away, one[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          away = Math.min(away, two[j - 2] + 1);
        }
        row[j] = away;
        least = Math.min(least, away);
      }
      if (least > most) {
        return most + 1;
      }
      rows.push(rows.shift());
    }
    var whole = width === b.length ? rows[1][width] : most + 1;
    var begun = most + 1;
    for (j = Math.max(0, a.length - most); j <= width; j++) {
      begun = Math.min(begun, rows[1][j]);
    }
    return Math.min(whole, begun + 0.5);
  }

  function bestOf(shards, word) {
    var found = shards.map(function (shard) {
      var best = new Float64Array(shard.parts.length);
      for (var i = shard.from(word); i < shard.words.length && shard.words[i].startsWith(word); i++) {
        var other = shard.words[i];
        if (other.length === word.length || word.length > 1) {
          shard.note(i, other.length === word.length ? 1 : 0.35 + (0.4 * word.length) / other.length, best);
        }
      }
      return best;
    });
    var many = count(found);
    if (!many && word.length > 3) {
      var most = word.length > 7 ? 2 : 1;
      var mask = letters(word);
      shards.forEach(function (shard, n) {
        shard.masks = shard.masks || shard.words.map(letters);
        for (var i = 0; i < shard.words.length; i++) {
          // Every letter of the word that the other has not costs a change.
          if (bits(mask & ~shard.masks[i]) <= most && shard.words[i].length >= word.length - most) {
            var away = distance(word, shard.words[i], most);
            if (away <= most) {
              shard.note(i, 0.5 / (1 + away), found[n]);
            }
          }
        }
      });
      many = count(found);
    }
    return { parts: found, many: many };
  }

  function count(found) {
    return found.reduce(function (sum, best) {
      return best.reduce(function (n, value) {
        return value > 0 ? n + 1 : n;
      }, sum);
    }, 0);
  }

  function common(a, b) {
    var i = 0;
    a = a.split("/");
    b = b.split("/");
    while (i + 1 < a.length && i + 1 < b.length && a[i] === b[i]) {
      i++;
    }
    return i;
  }

  // The pages that fit, best first, each with the parts of it that do.
  function search(shards, query, reading) {
    var all = shards.reduce(function (sum, shard) {
      return sum + shard.parts.length;
    }, 0);
    var words = wordsOf(query).map(function (word) {
      var found = bestOf(shards, word);
      // The index has single letters of titles and headings only: that a page has none says little.
      found.counts = word.length > 1 || word > "\u007f" ? 1 : 0.2;
      found.weight = found.counts * Math.log(1 + (all - found.many + 0.5) / (found.many + 0.5));
      return found;
    }).filter(function (found) {
      return found.many > 0;
    });
    var asked = words.reduce(function (sum, word) {
      return sum + word.counts;
    }, 0);
    var results = [];
    shards.forEach(function (shard, n) {
      shard.pages.forEach(function (page, p) {
        var end = p + 1 < shard.pages.length ? shard.pages[p + 1].first : shard.parts.length;
        var has = 0;
        var sum = 0;
        var title = words.map(function (word) {
          var best = 0;
          for (var i = page.first; i < end; i++) {
            best = Math.max(best, word.parts[n][i]);
          }
          has += best > 0 ? word.counts : 0;
          sum += best * word.weight;
          return word.parts[n][page.first];
        });
        if (!has) {
          return;
        }
        var parts = [];
        for (var i = page.first; i < end; i++) {
          var own = 0;
          var score = 0;
          for (var w = 0; w < words.length; w++) {
            var here = words[w].parts[n][i];
            own += here > 0 ? 1 : 0;
            score += words[w].weight * Math.max(here, 0.4 * title[w]);
          }
          if (own) {
            parts.push({ part: shard.parts[i], score: score, own: own });
          }
        }
        parts.sort(function (a, b) {
          return b.score - a.score;
        });
        var share = has / asked;
        // What is nearer to the page being read is meant more often, above all its version.
        var near = common(page.url, reading || "");
        results.push({
          page: page,
          parts: parts,
          score: share * share * (parts[0].score + 0.25 * sum) * (1 + 0.06 * Math.min(near, 3))
        });
      });
    });
    // Between equals the later version comes first: v3.10 before v3.9.
    var order = new Intl.Collator("en", { numeric: true });
    results.sort(function (a, b) {
      return b.score - a.score || order.compare(b.page.url, a.page.url);
    });
    // Of one page in several versions, the first stands for all: it has the same name, lies in the
    // same part of the site, and has either the same title or the same words.
    var named = {};
    results = results.filter(function (result) {
      var url = result.page.url;
      var name = url.slice(0, url.indexOf("/") + 1).replace(/^v?\d[^/]*|^(latest|stable|next|main)\//, "#") +
        url.slice(url.lastIndexOf("/", url.length - 2) + 1);
      var same = (named[name] = named[name] || []).find(function (other) {
        return other.page.title === result.page.title || Math.abs(other.score - result.score) < 1e-6;
      });
      result.more = 0;
      if (same) {
        same.more++;
      } else {
        named[name].push(result);
      }
      return !same;
    });
    return results;
  }

  if (typeof document === "undefined") {
    self.sitepackSearchEngine = { Shard: Shard, search: search, wordsOf: wordsOf };
    return;
  }

  // ---- what the reader sees ----

  var opener = document.querySelector("[data-search]");
  var root = new URL(opener.dataset.search, location.href);
  var base = new URL(".", root.href.replace(/[^/]*$/, "") + "../");
  var fromDisk = location.protocol === "file:";
  var shards = null;
  var waiting = [];

  function load(url, then) {
    var script = document.createElement("script");
    script.src = url;
    script.onload = then;
    script.onerror = then;
    document.head.append(script);
  }

  function ready(then) {
    if (shards) {
      then();
      return;
    }
    waiting.push(then);
    if (waiting.length > 1) {
      return;
    }
    load(root, function () {
      var names = self.sitepackShards || [];
      var left = names.length;
      function done() {
        if (left-- > 1) {
          return;
        }
        shards = (self.sitepackSearch || []).map(function (data) {
          return new Shard(data);
        });
        waiting.splice(0).forEach(function (next) {
          next();
        });
      }
      names.forEach(function (name) {
        load(new URL(name, root), done);
      });
      if (!left) {
        done();
      }
    });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  var dialog = element("dialog", "search-dialog");
  dialog.setAttribute("aria-label", opener.dataset.label);
  var head = element("div", "search-head");
  var input = element("input");
  input.type = "search";
  input.placeholder = opener.dataset.label;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-label", opener.dataset.label);
  input.setAttribute("enterkeyhint", "search");
  var close = element("button", "search-close", opener.dataset.close);
  close.type = "button";
  head.append(input, close);
  var status = element("p", "search-status");
  status.setAttribute("role", "status");
  var list = element("ol", "search-results");
  dialog.append(head, status, list);
  document.body.append(dialog);

  function address(page, id) {
    var url = page.url;
    if (fromDisk && (url === "" || url.endsWith("/"))) {
      url += "index.html";
    }
    return new URL(url, base).href + (id ? "#" + encodeURIComponent(id) : "");
  }

  // Where a word begins in a text, or a part of a name in camel case; -1 if nowhere.
  function begins(folded, text, word, from) {
    var at = folded.indexOf(word, from);
    while (at > 0 && isLetter(folded.charCodeAt(at - 1)) && !isDense(folded.charCodeAt(at)) &&
        !/[a-z][A-Z]/.test(text.slice(at - 1, at + 1))) {
      at = folded.indexOf(word, at + 1);
    }
    return at;
  }

  function mark(text, words, into) {
    var folded = Array.from(text).map(function (letter) {
      var plain = fold(letter);
      return plain.length === letter.length ? plain : letter;
    }).join("");
    var at = 0;
    while (at < text.length) {
      var next = -1;
      var length = 0;
      words.forEach(function (word) {
        var found = begins(folded, text, word, at);
        if (found >= 0 && (next < 0 || found < next || (found === next && word.length > length))) {
          next = found;
          length = word.length;
        }
      });
      if (next < 0) {
        break;
      }
      into.append(text.slice(at, next), element("mark", "", text.slice(next, next + length)));
      at = next + length;
    }
    into.append(text.slice(at));
  }

  // The source of a page. From disk nothing may be fetched, but a page in a frame says what it holds.
  function source(url) {
    return fromDisk ? new Promise(function (resolve) {
      var frame = element("iframe");
      frame.hidden = true;
      frame.src = url;
      self.addEventListener("message", function heard(event) {
        if (event.source === frame.contentWindow && typeof event.data === "string") {
          self.removeEventListener("message", heard);
          frame.remove();
          resolve(event.data);
        }
      });
      document.body.append(frame);
    }) : fetch(url).then(function (answer) {
      return answer.text();
    });
  }

  // The words around the first match, from the page itself.
  var texts = {};
  function excerpt(page, id, words, into) {
    var url = address(page);
    texts[url] = texts[url] || source(url).then(function (html) {
      return new DOMParser().parseFromString(html, "text/html");
    });
    texts[url].then(function (doc) {
      var box = doc.querySelector(".prose") || doc.querySelector("main") || doc.body;
      var inside = !id;
      var text = "";
      (function walk(node) {
        if (node.nodeType === 3) {
          text += inside ? node.data : "";
        } else if (node.nodeType === 1) {
          if (/^h[1-6]$/i.test(node.tagName)) {
            if (inside && text.trim()) {
              return true;
            }
            inside = !id || node.id === id;
            return false;
          }
          for (var child = node.firstChild; child; child = child.nextSibling) {
            if (walk(child)) {
              return true;
            }
          }
          text += /^(p|li|td|th|tr|dd|dt|pre|div|br|text)$/i.test(node.tagName) ? " " : "";
        }
        return false;
      })(box);
      text = text.replace(/\s+/g, " ").trim();
      var folded = fold(text);
      var first = words.reduce(function (least, word) {
        var at = begins(folded, text, word, 0);
        return at >= 0 && (least < 0 || at < least) ? at : least;
      }, -1);
      var start = first > 60 ? text.indexOf(" ", first - 50) + 1 : 0;
      var end = text.length > start + 150 ? text.lastIndexOf(" ", start + 150) : text.length;
      end = end > start ? end : start + 150;
      var shown = (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
      if (text) {
        into.textContent = "";
        mark(shown, words, into);
      }
    }).catch(function () {
      // The result can be followed without it.
    });
  }

  function line(result, part, words) {
    var item = element("li", part ? "search-part" : "search-page");
    var link = element("a");
    link.href = address(result.page, part && part.id);
    var title = element("span", "search-title");
    mark(part ? part.heading : result.page.title, words, title);
    link.append(title);
    if (!part && (result.page.trail || result.more)) {
      link.append(element("span", "search-trail", result.page.trail + (result.more ? " (+" + result.more + ")" : "")));
    }
    var around = element("span", "search-excerpt");
    link.append(around);
    item.append(link);
    excerpt(result.page, part ? part.id : "", words, around);
    return item;
  }

  function show() {
    var query = input.value;
    var words = wordsOf(query);
    if (!words.length) {
      list.textContent = "";
      status.textContent = "";
      return;
    }
    status.textContent = shards ? "" : opener.dataset.loading;
    ready(function () {
      if (input.value !== query) {
        return;
      }
      var results = search(shards, query, location.href.slice(base.href.length));
      var items = [];
      results.slice(0, 12).forEach(function (result, rank) {
        items.push(line(result, null, words));
        result.parts.filter(function (found) {
          return found.part.id;
        }).slice(0, rank < 4 ? 3 : 1).forEach(function (found) {
          items.push(line(result, found.part, words));
        });
      });
      list.replaceChildren.apply(list, items);
      status.textContent = results.length
        ? opener.dataset.found.replace("{0}", results.length)
        : opener.dataset.none.replace("{0}", query);
    });
  }

  var soon = 0;
  input.addEventListener("input", function () {
    clearTimeout(soon);
    soon = setTimeout(show, 60);
  });
  // What the focus came from may be hidden by now, and the next key must not go to a field that is.
  function shut() {
    dialog.close();
    if (dialog.contains(document.activeElement)) {
      opener.focus({ preventScroll: true });
    }
  }

  close.addEventListener("click", shut);
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) {
      shut();
    }
    if (event.target.closest("a")) {
      shut();
    }
  });
  dialog.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at + 1 < links.length) {
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? links[at - 1] : input).focus();
    } else if (event.key === "Enter" && document.activeElement === input && links.length) {
      links[0].click();
    } else if (event.key === "Escape") {
      // Some browsers would empty the field first, and close only when asked again.
      shut();
    } else {
      return;
    }
    event.preventDefault();
  });

  self.sitepackOpenSearch = function () {
    if (!dialog.open) {
      dialog.showModal();
      input.select();
      ready(show);
    }
  };
  self.sitepackOpenSearch();
})();
