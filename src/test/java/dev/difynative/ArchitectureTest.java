package dev.difynative;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import dev.difynative.api.console.Anonymous;
import dev.difynative.api.console.Requires;

/** The one dependency rule, api → features → platform, and what else must hold for all classes of a kind. */
class ArchitectureTest {
    private static final String ROOT = "dev.difynative.";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void platformKnowsNoFeature() {
        noClasses().that().resideInAPackage(ROOT + "platform..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.difynative..").and(resideOutsideOfPackage(ROOT + "platform..")))
                .check(CLASSES);
    }

    @Test
    void noFeatureKnowsASurface() {
        noClasses().that().resideOutsideOfPackage(ROOT + "api..")
                .should().dependOnClassesThat().resideInAPackage(ROOT + "api..").check(CLASSES);
    }

    @Test
    void onlySurfacesKnowJaxRs() {
        noClasses().that().resideOutsideOfPackage(ROOT + "api..")
                .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..").check(CLASSES);
    }

    @Test
    void surfacesDoNotTouchEntities() {
        noClasses().that().resideInAPackage(ROOT + "api..")
                .should().dependOnClassesThat().areAnnotatedWith(jakarta.persistence.Entity.class).check(CLASSES);
    }

    @Test
    void everyConsoleCallSaysWhoMayMakeIt() {
        methods().that().areDeclaredInClassesThat().resideInAPackage(ROOT + "api.console..")
                .and().areMetaAnnotatedWith(HttpMethod.class)
                .should(have(describe("@Requires or @Anonymous",
                        (JavaMethod method) -> saysWho(method) || saysWho(method.getOwner()))))
                .check(CLASSES);
    }

    @Test
    void everySlowTestThatIsListedIsThere() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            classes = files.map(file -> "**/" + file.getFileName()).collect(Collectors.toSet());
        }
        List<String> listed = Files.readAllLines(Path.of("src", "test", "slow-tests.txt"));
        assertEquals(List.of(), listed.stream().filter(name -> !classes.contains(name)).toList());
    }

    private static boolean saysWho(CanBeAnnotated place) {
        return place.isAnnotatedWith(Requires.class) || place.isAnnotatedWith(Anonymous.class);
    }
}
