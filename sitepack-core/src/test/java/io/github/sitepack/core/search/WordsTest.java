package io.github.sitepack.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Words.of(text, words::add);
    return words;
  }

  @Test
  void wordsAreCutAtWhateverIsNoLetter() {
    assertEquals(
        List.of("run", "mvn", "package", "2", "times"), words("Run `mvn package` (2 times)!"));
    assertEquals(List.of("data", "dir", "v3", "5"), words("--data-dir v3.5"));
    assertEquals(List.of("etcd", "name"), words("ETCD_NAME"));
    assertEquals(List.of(), words(" …—→ 🚀 "));
  }

  @Test
  void accentsAndCaseDoNotMatter() {
    assertEquals(List.of("cafe", "naive", "uber"), words("Café NAÏVE Über"));
    assertEquals(List.of("straße", "istanbul"), words("Straße İstanbul"));
    assertEquals(List.of("αθηνα", "москва"), words("Αθήνα Москва"));
    assertEquals(List.of("office", "abc"), words("oﬃce ＡＢＣ"));
  }

  @Test
  void namesInCamelCaseGiveTheirPartsToo() {
    assertEquals(List.of("leasegrant", "lease", "grant"), words("LeaseGrant"));
    assertEquals(
        List.of("parsexmlfile", "parse", "xml", "file", "xmlhttp"), words("parseXMLFile XMLHTTP"));
  }

  @Test
  void writingWithoutBlanksGivesPairs() {
    assertEquals(List.of("検索", "索エ", "エン", "ンジ", "ジン"), words("検索エンジン"));
    assertEquals(List.of("安装", "nginx", "后"), words("安装nginx后"));
    assertEquals(List.of("한국", "국어"), words("한국어"));
    assertEquals(List.of("が行", "行く"), words("が行く"));
    assertEquals(List.of("𠀀𠀁", "𠀁𠀂"), words("𠀀𠀁𠀂"));
  }

  @Test
  void longWordsAreCutAndNeverInsideACharacter() {
    assertEquals(List.of("a".repeat(Words.LONGEST)), words("a".repeat(100)));
    String dense = "𐐀".repeat(40);
    assertEquals(List.of("𐐀".repeat(Words.LONGEST / 2)), words(dense));
  }
}
