package io.github.sitepack.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class UnicodeTest {
  /** A letter of Unicode 15.0, an emoji of 14.0 and a pair of cases of 14.0. */
  private static final String LATER = "\ud884\udf50\ud83e\udef6\ua7d0\ua7d1";

  @Test
  void whatIsAssignedIsAssignedOnThisJdkToo() {
    int[] unknown =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> Unicode.isAssigned(c) && Character.getType(c) == Character.UNASSIGNED)
            .toArray();
    assertEquals(0, unknown.length);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_18, disabledReason = "later JDKs know later characters")
  void theTableIsThatOfTheJdkWithUnicode13() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      assertEquals(Character.getType(c), Unicode.type(c), Integer.toHexString(c));
    }
  }

  @Test
  void whatCameLaterIsNothing() {
    LATER
        .codePoints()
        .forEach(
            c -> {
              assertFalse(Unicode.isAssigned(c));
              assertEquals(Character.UNASSIGNED, Unicode.type(c));
              assertFalse(Unicode.isLetter(c));
              assertFalse(Unicode.isLetterOrDigit(c));
              assertFalse(Unicode.isIdeographic(c));
              assertEquals(Character.UnicodeScript.UNKNOWN, Unicode.script(c));
              assertEquals(c, Unicode.lowerCase(c));
              assertEquals(c, Unicode.titleCase(c));
            });
    assertFalse(Unicode.isAssigned("a" + LATER));
    assertTrue(Unicode.isAssigned("a\u4e00\ud83d\ude00\ue000"));
    // A letter of old whose capital came later.
    assertEquals(0x264, Unicode.titleCase(0x264));
    assertEquals('A', Unicode.titleCase('a'));
    assertEquals(0x17e, Unicode.lowerCase(0x17d));
  }

  @Test
  void normalFormsAreMadeAroundWhatCameLater() {
    assertEquals("\u00e9" + LATER + "\u00e8", Unicode.nfc("e\u0301" + LATER + "e\u0300"));
    assertEquals(LATER + "\u0301", Unicode.nfc(LATER + "\u0301"));
    // Two vowel signs of Unicode 16.0 that are one in form C.
    String kirat = "\ud81b\udd67\ud81b\udd67";
    assertEquals(kirat, Unicode.normalise(kirat, Normalizer.Form.NFC));
  }
}
