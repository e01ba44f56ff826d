package dev.difynative;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.HttpMethod;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import dev.difynative.api.console.Anonymous;
import dev.difynative.api.console.Requires;
import dev.difynative.workflow.graph.Node;
import io.quarkus.runtime.annotations.RegisterForReflection;

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

    /** Addresses that users give are checked there, and nowhere else: no call may go another way. The health command asks its own service. */
    @Test
    void callsToOtherMachinesGoThroughTheGuardedClient() {
        Set<String> others = Set.of("java.net.HttpURLConnection", "java.net.Socket",
                "io.vertx.core.http.HttpClient", "io.vertx.core.http.HttpClientAgent", "io.vertx.core.net.NetClient");
        noClasses().that().resideOutsideOfPackages(ROOT + "platform.net..", ROOT + "platform.mail..", ROOT + "cli..")
                .should().dependOnClassesThat(describe("clients of other machines", (JavaClass type) -> others
                        .contains(type.getName()) || type.getPackageName().startsWith("java.net.http")))
                .check(CLASSES);
    }

    /** What a type of node does is the business of its class: the engine knows what all of them have in common. */
    @Test
    void theEngineOfWorkflowsKnowsNoTypeOfNode() {
        noClasses().that().resideInAPackage(ROOT + "workflow.engine..")
                .should().dependOnClassesThat().resideInAPackage(ROOT + "workflow.node.*..")
                .check(CLASSES);
        noClasses().that().resideInAPackage(ROOT + "workflow.engine..").and().doNotHaveSimpleName("Program")
                .should().callMethod(Node.class, "type").check(CLASSES);
    }

    /** It is made with Hibernate's model, which takes longer than the rest of a start, and beans of the start would wait for it. */
    @Test
    void noBeanHasAnEntityManagerOfItsOwn() {
        noFields().should().haveRawType(EntityManager.class)
                .because("Panache.getEntityManager() is there when it is needed").check(CLASSES);
    }

    @Test
    void everyConsoleCallSaysWhoMayMakeIt() {
        methods().that().areDeclaredInClassesThat().resideInAPackage(ROOT + "api.console..")
                .and().areMetaAnnotatedWith(HttpMethod.class)
                .should(have(describe("@Requires or @Anonymous",
                        (JavaMethod method) -> saysWho(method) || saysWho(method.getOwner()))))
                .check(CLASSES);
    }

    /** A record that the binary does not know at run time cannot be written, and only the binary would show it. */
    @Test
    void whatARegisteredRecordHoldsIsRegisteredToo() {
        Set<String> missing = new TreeSet<>();
        CLASSES.stream().filter(each -> each.isRecord() && isRegistered(each.reflect())).forEach(
                each -> {
                    for (RecordComponent component : each.reflect().getRecordComponents()) {
                        records(component.getGenericType()).filter(held -> !isRegistered(held))
                                .forEach(held -> missing.add(held.getName() + " in " + each.getSimpleName()));
                    }
                });
        assertEquals(Set.of(), missing);
    }

    private static Stream<Class<?>> records(Type type) {
        return switch (type) {
            case Class<?> plain when plain.isArray() -> records(plain.getComponentType());
            case Class<?> plain when plain.isRecord() && plain.getName().startsWith(ROOT) -> Stream.of(plain);
            case ParameterizedType generic -> Stream.concat(records(generic.getRawType()),
                    Stream.of(generic.getActualTypeArguments()).flatMap(ArchitectureTest::records));
            default -> Stream.empty();
        };
    }

    private static boolean isRegistered(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            RegisterForReflection registered = outer.getAnnotation(RegisterForReflection.class);
            if (registered != null && (outer == type || !registered.ignoreNested())) {
                return true;
            }
        }
        return false;
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
