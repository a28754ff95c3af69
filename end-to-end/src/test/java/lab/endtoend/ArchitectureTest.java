package lab.endtoend;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import lab.platformtest.GenericParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** {@code docs/architecture.md} describes the build as it is, and the modules keep to its rules. */
class ArchitectureTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path PAGE = PROJECT.resolve("docs/architecture.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w/-]+)` \\|[^|]+\\|([^|]*)\\|$");
  private static final Pattern NAME = Pattern.compile("`([\\w/-]+)`");

  @Test
  void every_module_depends_on_exactly_those_that_the_page_names() throws Exception {
    Map<String, Set<String>> built = new TreeMap<>();
    Set<String> services = new TreeSet<>();
    for (String module : modules()) {
      if (Files.exists(PROJECT.resolve(module).resolve("service.yml"))) {
        services.add(module);
      } else {
        built.put(module, standsOn(module));
      }
    }
    Map<String, Set<String>> told = told();
    Set<String> aService = told.remove("SERVICE");

    assertThat(told).isEqualTo(built);
    for (String service : services) {
      assertThat(standsOn(service)).as(service).isEqualTo(aService);
    }
  }

  @ParameterizedTest
  @MethodSource("genericParts")
  void a_generic_module_has_no_word_of_a_service(String module) throws Exception {
    assertThat(GenericParts.wordsOfServices(PROJECT.resolve(module))).isEmpty();
  }

  /** The modules named in the page's last paragraph; {@code runner} means all of its modules. */
  static List<String> genericParts() throws Exception {
    String page = Files.readString(PAGE);
    Matcher name = NAME.matcher(page.substring(page.lastIndexOf("No generic module")));
    List<String> parts = new ArrayList<>();
    while (name.find()) {
      String part = name.group(1);
      modules().stream()
          .filter(module -> module.equals(part) || module.startsWith(part + "/"))
          .forEach(parts::add);
    }
    assertThat(parts).contains("runner/experiment", "gateway");
    return parts;
  }

  @Test
  void the_runners_packages_form_no_cycle() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("lab.runner");

    assertThat(classes).isNotEmpty();
    slices().matching("lab.runner.(*)..").should().beFreeOfCycles().check(classes);
  }

  private static Map<String, Set<String>> told() throws Exception {
    Map<String, Set<String>> told = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      Set<String> on = new TreeSet<>();
      Matcher name = NAME.matcher(row.group(2));
      while (name.find()) {
        on.add(name.group(1));
      }
      told.put(row.group(1), on);
    }
    return told;
  }

  private static List<String> modules() throws Exception {
    var modules = pom(PROJECT).getElementsByTagName("module");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < modules.getLength(); i++) {
      names.add(modules.item(i).getTextContent());
    }
    return names;
  }

  /** The project's own modules that this one depends on at compile time, by artifact. */
  private static Set<String> standsOn(String module) throws Exception {
    Set<String> on = new TreeSet<>();
    var dependencies = pom(PROJECT.resolve(module)).getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      if (text(dependency, "groupId").equals("lab") && text(dependency, "scope").isEmpty()) {
        on.add(text(dependency, "artifactId"));
      }
    }
    return on;
  }

  private static String text(Element element, String name) {
    var found = element.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static Document pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile());
  }
}
