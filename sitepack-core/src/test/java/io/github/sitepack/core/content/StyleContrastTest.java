package io.github.sitepack.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StyleContrastTest {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "background", "bg",
          "surface", "surface",
          "accent", "accent",
          "onAccent", "on-accent",
          "text", "text",
          "heading", "strong",
          "muted", "muted");

  @Test
  void theDefaultsAreThoseOfTheStyleSheet() throws IOException {
    String css =
        Files.readString(
            Path.of("src/main/resources/io/github/sitepack/core/theme/builtin/assets/main.css"),
            UTF_8);
    assertEquals(PROPERTIES.keySet(), StyleContrast.DEFAULTS.keySet());
    StyleContrast.DEFAULTS.forEach(
        (key, colours) ->
            assertTrue(
                css.contains(
                    "\n  --"
                        + PROPERTIES.get(key)
                        + ": light-dark("
                        + colours.get(0)
                        + ", "
                        + colours.get(1)
                        + ");"),
                key));
  }

  @Test
  void coloursAreReadInAllTheirForms() {
    for (String red :
        List.of(
            "#f00",
            "#FF0000",
            "red",
            "rgb(255 0 0)",
            "rgb(100%, 0%, 0%)",
            "hsl(0 100% 50%)",
            "hsl(360deg, 100%, 50%)",
            "oklch(62.796% 0.25768 29.234)",
            "oklab(0.62796 0.22486 0.12585)")) {
      assertEquals(Optional.of("#ff0000"), Colour.of(red).map(Colour::toString), red);
    }
    for (String none :
        List.of(
            "#f008", "#ff000080", "rgb(0 0 0 / 50%)", "lch(50% 1 2)", "nothing", "rgb(a b c)")) {
      assertEquals(Optional.empty(), Colour.of(none), none);
    }
  }

  @Test
  void contrastIsThatOfTheGuidelines() {
    Colour white = Colour.of("white").orElseThrow();
    Colour black = Colour.of("black").orElseThrow();
    assertEquals(21, white.contrast(black), 1e-9);
    assertEquals(4.54, Colour.of("#767676").orElseThrow().contrast(white), 0.005);
    assertEquals(4.47, Colour.of("#777").orElseThrow().contrast(white), 0.01);
    assertEquals(
        Optional.of("#767676"),
        Colour.of("#777").orElseThrow().nearest(List.of(white), 4.5).map(Colour::toString));
    assertEquals(
        Optional.empty(), Colour.of("#777").orElseThrow().nearest(List.of(white, black), 4.6));
  }
}
