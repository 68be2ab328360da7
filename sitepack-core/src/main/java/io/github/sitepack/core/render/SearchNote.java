package io.github.sitepack.core.render;

import io.github.sitepack.core.search.SearchPage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the search knows of a page, in notes from build to build. */
final class SearchNote {
  private SearchNote() {}

  static void write(SearchPage page, DataOutputStream out) throws IOException {
    for (String text : List.of(page.url(), page.title(), page.trail(), page.about())) {
      NoteText.write(text, out);
    }
    out.writeInt(page.parts().size());
    for (SearchPage.Part part : page.parts()) {
      NoteText.write(part.id(), out);
      NoteText.write(part.heading(), out);
      NoteText.write(part.text(), out);
    }
  }

  static SearchPage read(DataInputStream in) throws IOException {
    String url = NoteText.read(in);
    String title = NoteText.read(in);
    String trail = NoteText.read(in);
    String about = NoteText.read(in);
    List<SearchPage.Part> parts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      parts.add(new SearchPage.Part(NoteText.read(in), NoteText.read(in), NoteText.read(in)));
    }
    return new SearchPage(url, title, trail, about, parts);
  }
}
