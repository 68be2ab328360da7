package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import io.github.sitepack.core.diagram.Sequence.Party;
import io.github.sitepack.core.diagram.Sequence.Section;
import io.github.sitepack.core.diagram.Sequence.Step;
import io.github.sitepack.core.diagram.Sequence.Tip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a diagram of messages.
 *
 * @see <a href="https://mermaid.js.org/syntax/sequenceDiagram.html">Mermaid, sequence diagrams</a>
 */
final class SequenceText {
  private static final Pattern PARTY =
      Pattern.compile("(participant|actor)\\s+(\\S.*?)(?:\\s+as\\s+(.*))?");
  private static final Pattern MESSAGE =
      Pattern.compile(
          "([^\\s:].*?)\\s*(<<-->>|<<->>|-->>|->>|--x|-x|--\\)|-\\)|-->|->)\\s*([+-]?)\\s*"
              + "([^:]*?)\\s*(?::(.*))?");
  private static final Pattern NOTE =
      Pattern.compile(
          "(?i)note\\s+(left of|right of|over)\\s+([^:,]+?)\\s*(?:,\\s*([^:]+?)\\s*)?:(.*)");
  private static final Pattern ACTIVITY = Pattern.compile("(activate|deactivate)\\s+(.*)");
  private static final Pattern BLOCK =
      Pattern.compile("(loop|alt|opt|par|critical|break|rect)(?!\\w)\\s*(.*)");
  private static final Pattern NEXT = Pattern.compile("(else|and|option)(?!\\w)\\s*(.*)");
  private static final Pattern IGNORED = Pattern.compile("(?:links?|properties|details)(?!\\w).*");
  private static final Pattern UNDRAWN = Pattern.compile("(create|destroy|box)(?!\\w).*");

  private static final Map<String, String> NEXT_OF =
      Map.of("alt", "else", "par", "and", "critical", "option");

  private static final int MOST = 30;
  private static final int LARGEST = 300;

  private final Sequence sequence = new Sequence();

  /** The frames that are open, and the steps of their parts. */
  private final Deque<Open> open = new ArrayDeque<>();

  private final Map<Party, Integer> busy = new HashMap<>();
  private List<Step> steps = sequence.steps;
  private boolean numbered;
  private int number;
  private int count;

  private record Open(String kind, Line line, List<Section> sections, List<Step> outer) {}

  private SequenceText() {}

  static Sequence read(MermaidLines lines) throws UnreadableDiagram {
    SequenceText reader = new SequenceText();
    Sequence sequence = reader.sequence;
    sequence.title = lines.title();
    sequence.description = lines.description();
    for (Line line : lines.lines()) {
      reader.line(line);
    }
    if (!reader.open.isEmpty()) {
      Open last = reader.open.peek();
      throw last.line().problem(0, "\"" + last.kind() + "\" without its end", "close it with end");
    }
    if (sequence.parties.isEmpty()) {
      throw lines.head().problem(0, "a diagram of nothing", "write A->>B: Hello, say");
    }
    return sequence;
  }

  private void line(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst("\\s*;$", "");
    Matcher party = PARTY.matcher(text);
    Matcher message = MESSAGE.matcher(text);
    Matcher note = NOTE.matcher(text);
    Matcher activity = ACTIVITY.matcher(text);
    Matcher block = BLOCK.matcher(text);
    Matcher next = NEXT.matcher(text);
    if (++count > LARGEST) {
      throw line.problem(0, "more than " + LARGEST + " steps", "draw several diagrams");
    }
    if (party.matches()) {
      Party named = party(line, party.group(2));
      named.person = party.group(1).equals("actor");
      if (party.group(3) != null) {
        named.label = Label.of(MermaidLines.text(party.group(3)), 170);
      }
    } else if (text.matches("autonumber(?!\\w).*")) {
      numbered = !text.endsWith("off");
    } else if (UNDRAWN.matcher(text).matches() && !message.matches()) {
      throw line.problem(
          0,
          "\"" + text.split("\\s", 2)[0] + "\" is not drawn",
          "leave it out, " + MermaidLines.SOURCE);
    } else if (activity.matches() && !message.matches()) {
      activity(line, party(line, activity.group(2)), activity.group(1).equals("activate"));
    } else if (note.matches()) {
      note(line, note);
    } else if (text.equals("end")) {
      if (open.isEmpty()) {
        throw line.problem(0, "an end of nothing", "remove it");
      }
      Open last = open.pop();
      steps = last.outer();
      steps.add(new Sequence.Block(last.kind(), last.sections()));
    } else if (block.matches() && !message.matches()) {
      String kind = block.group(1);
      Open opened = new Open(kind, line, new ArrayList<>(), steps);
      open.push(opened);
      if (open.size() > MOST) {
        throw line.problem(0, "frames more than " + MOST + " deep", "draw several diagrams");
      }
      section(opened, kind.equals("rect") ? "" : block.group(2));
    } else if (next.matches() && !message.matches()) {
      String word = next.group(1);
      if (open.isEmpty() || !word.equals(NEXT_OF.get(open.peek().kind()))) {
        throw line.problem(
            0,
            "\"" + word + "\" in no frame that it divides",
            "write it into alt, par or critical");
      }
      section(open.peek(), next.group(2));
    } else if (message.matches()) {
      message(line, message);
    } else if (!IGNORED.matcher(text).matches()) {
      throw line.problem(
          0,
          "\"" + text + "\" is not understood",
          "write a message, such as Ada->>Bob: Hello, " + MermaidLines.SOURCE);
    }
  }

  private void section(Open block, String label) {
    List<Step> inside = new ArrayList<>();
    block.sections().add(new Section(Label.of(MermaidLines.text(label), 300), inside));
    steps = inside;
  }

  private Party party(Line line, String name) throws UnreadableDiagram {
    String id = name.strip();
    if (id.isEmpty() || id.contains("@{")) {
      throw line.problem(
          0, "a message without a name on both sides", "write both: Ada->>Bob: Hello");
    }
    Party party = sequence.party(id);
    if (sequence.parties.size() > MOST) {
      throw line.problem(0, "more than " + MOST + " who take part", "draw several diagrams");
    }
    return party;
  }

  private void activity(Line line, Party party, boolean begins) throws UnreadableDiagram {
    int now = busy.merge(party, begins ? 1 : -1, Integer::sum);
    if (now < 0) {
      throw line.problem(
          0, "\"" + party.id + "\" ends to be busy and was not", "activate it before");
    }
    steps.add(new Sequence.Activity(party, begins));
  }

  private void note(Line line, Matcher note) throws UnreadableDiagram {
    String where = note.group(1).toLowerCase(java.util.Locale.ROOT);
    Party first = party(line, note.group(2));
    Party last = note.group(3) == null ? first : party(line, note.group(3));
    int side = where.startsWith("left") ? -1 : where.startsWith("right") ? 1 : 0;
    boolean turned = last.index < first.index;
    steps.add(
        new Sequence.Note(
            side,
            turned ? last : first,
            turned ? first : last,
            Label.of(MermaidLines.text(note.group(4)), 200)));
  }

  private void message(Line line, Matcher message) throws UnreadableDiagram {
    String arrow = message.group(2);
    Party from = party(line, message.group(1));
    Party to = party(line, message.group(4));
    boolean both = arrow.startsWith("<<");
    Tip tip =
        arrow.endsWith(">>")
            ? Tip.FULL
            : arrow.endsWith("x") ? Tip.CROSS : arrow.endsWith(")") ? Tip.OPEN : Tip.NONE;
    String label = message.group(5) == null ? "" : message.group(5);
    number += numbered ? 1 : 0;
    steps.add(
        new Sequence.Message(
            from,
            to,
            Label.of(MermaidLines.text(label), 260),
            arrow.contains("--"),
            tip,
            both,
            numbered ? number : 0));
    if (message.group(3).equals("+")) {
      activity(line, to, true);
    } else if (message.group(3).equals("-")) {
      activity(line, from, false);
    }
  }
}
