package io.github.sitepack.core.render;

import io.github.sitepack.core.content.References.Reference;
import io.github.sitepack.core.content.References.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an edited page refers to, as far as that is known without the other pages. */
final class EditedLinks {
  private static final List<String> OURS = List.of("javadoc:", "javascript:");

  private EditedLinks() {}

  /**
   * What a reference leads to: another host, the page itself, or what it led to before.
   *
   * @param ownAnchors takes what must be an anchor of the page
   * @return empty when that is not known
   */
  static Optional<Target> resolve(PageNote note, Reference reference, List<String> ownAnchors) {
    String target = reference.target();
    if (target.startsWith("//") || Links.SCHEME.matcher(target).matches()) {
      String lower = target.toLowerCase(Locale.ROOT);
      return OURS.stream().anyMatch(lower::startsWith)
          ? Optional.empty()
          : Optional.of(Target.of(target));
    }
    if (target.startsWith("#")) {
      ownAnchors.add(target);
      return Optional.of(Target.of(target));
    }
    return Optional.ofNullable(note.targets().get(PageNote.reference(reference.kind(), target)));
  }

  /** The anchor that a fragment names. */
  static String anchor(String fragment) {
    return EmittedLinks.decoded(fragment.substring(1));
  }

  /**
   * Whether every address in a page leads somewhere, and every link to the page, if that was so for
   * what it was before.
   *
   * @param ours the address of the site
   * @param lenient whether it may have been otherwise; then nothing may be new
   */
  static boolean areAllKnown(byte[] before, byte[] now, String ours, boolean lenient) {
    Set<String> then = EmittedLinks.anchorsOf(before);
    Set<String> anchors = EmittedLinks.anchorsOf(now);
    if (lenient ? !anchors.equals(then) : !anchors.containsAll(then)) {
      return false;
    }
    if (lenient) {
      return true; // Of what templates make, nothing is checked.
    }
    Set<String> known = new TreeSet<>();
    EmittedLinks.each(before, (name, written) -> known.add(written));
    boolean[] all = {true};
    EmittedLinks.each(
        now,
        (name, written) -> {
          if (written.startsWith("#")) {
            String anchor = anchor(written);
            all[0] &= EmittedLinks.isAnywhere(anchor) || anchors.contains(anchor);
          } else {
            // One with a host may still be this site's.
            all[0] &=
                known.contains(written)
                    || (EmittedLinks.isElsewhere(written) && !written.startsWith(ours));
          }
        });
    return all[0];
  }
}
