package dev.difynative.api;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ApiDocumentsTest {
    private static final Map<Surface, String> ADDRESSES = Map.of(
            Surface.CONSOLE, "/console/api/spec/swagger.json",
            Surface.PUBLIC, "/api/spec/openapi.json",
            Surface.MANAGEMENT, "/api/management/spec/openapi.json");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z_0-9]+");

    @ParameterizedTest
    @EnumSource(Surface.class)
    void eachDocumentHasTheEndpointsOfItsSurfaceAndNoOther(Surface surface) throws Exception {
        JsonNode document = document(surface);
        assertEquals("3.0.3", document.path("openapi").asText());
        assertEquals(endpointsOf(surface), new TreeSet<>(endpointsIn(document)));
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void eachReferenceLeadsSomewhereAndEachSchemaIsReferredTo(Surface surface) throws Exception {
        JsonNode document = document(surface);
        TreeSet<String> named = new TreeSet<>();
        document.path("components").path("schemas").fieldNames().forEachRemaining(named::add);
        TreeSet<String> referredTo = document.findValues("$ref").stream().map(JsonNode::asText)
                .map(reference -> reference.substring("#/components/schemas/".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.containsAll(referredTo), () -> referredTo + " in " + named);
        named.removeAll(referredTo);
        named.removeAll(List.of("ApiError", "ManagementError"));
        assertEquals(new TreeSet<>(), named);
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void propertiesAreNamedAsOnTheWire(Surface surface) throws Exception {
        List<String> camelCase = document(surface).findValues("properties").stream()
                .flatMap(properties -> properties.properties().stream())
                .map(Map.Entry::getKey)
                .filter(name -> CAMEL_CASE.matcher(name).find() && !name.equals("autoPlay"))
                .toList();
        assertEquals(List.of(), camelCase);
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void valuesAreNamedAsOnTheWire(Surface surface) throws Exception {
        List<String> constants = document(surface).findValues("enum").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .filter(value -> CONSTANT.matcher(value).matches())
                .toList();
        assertEquals(List.of(), constants);
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void eachVariableOfAPathIsDeclaredAndNoOther(Surface surface) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document(surface).path("paths").properties()) {
            List<String> variables = VARIABLE.matcher(path.getKey()).results().map(found -> found.group(1)).sorted().toList();
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                List<String> declared = operation.getValue().path("parameters").valueStream()
                        .filter(parameter -> parameter.path("in").asText().equals("path")
                                && parameter.path("required").asBoolean())
                        .map(parameter -> parameter.path("name").asText()).sorted().toList();
                if (!declared.equals(variables)) {
                    wrong.add(operation.getKey() + " " + path.getKey() + " " + declared);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void thePublicDocumentIsServedUnderTheClientsPathToo() {
        when().get("/v1/spec/openapi.json").then().statusCode(200)
                .body("info.title", equalTo("dify-native Public API"))
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"));
    }

    @Test
    void creationAnswers201AndOperationsAreGroupedByFeature() throws Exception {
        JsonNode create = document(Surface.CONSOLE).at("/paths/~1console~1api~1apps/post");
        assertTrue(create.path("responses").has("201"));
        assertEquals("App", create.at("/tags/0").asText());
    }

    @Test
    void whatTheTotalOfASearchInLogsMeansIsSaid() throws Exception {
        JsonNode parameters = document(Surface.CONSOLE)
                .at("/paths/~1console~1api~1apps~1{app}~1chat-conversations/get/parameters");
        assertTrue(parameters.valueStream().filter(each -> each.path("name").asText().equals("keyword"))
                .anyMatch(each -> each.path("description").asText().contains("lower bound")), parameters::toString);
    }

    @Test
    void aStreamingCallIsDescribedAsWhatItSends() throws Exception {
        JsonNode responses = document(Surface.PUBLIC).at("/paths/~1api~1chat-messages/post/responses");
        TreeSet<String> types = new TreeSet<>();
        responses.at("/200/content").fieldNames().forEachRemaining(types::add);
        assertEquals(new TreeSet<>(List.of("application/json", "text/event-stream")), types);
        assertEquals("#/components/schemas/ApiError",
                responses.at("/default/content/application~1json/schema/$ref").asText());
    }

    private static JsonNode document(Surface surface) throws Exception {
        return new ObjectMapper().readTree(when().get(ADDRESSES.get(surface)).then().statusCode(200)
                .contentType("application/json").extract().asByteArray());
    }

    private static List<String> endpointsIn(JsonNode document) {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()))
                .toList();
    }

    private static TreeSet<String> endpointsOf(Surface surface) {
        TreeSet<String> endpoints = new TreeSet<>();
        for (JavaClass resource : new ClassFileImporter()
                .importPath(java.nio.file.Path.of("target/classes/dev/difynative/api"))) {
            for (JavaMethod method : resource.getMethods()) {
                method.getAnnotations().stream()
                        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                        .map(annotation -> annotation.getRawType().getSimpleName() + " " + pathOf(resource, method))
                        .filter(endpoint -> Surface.of(endpoint.substring(endpoint.indexOf('/'))) == surface)
                        .forEach(endpoints::add);
            }
        }
        return endpoints;
    }

    private static String pathOf(JavaClass resource, JavaMethod method) {
        String ofClass = resource.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        String ofMethod = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        String joined = ("/" + ofClass + "/" + ofMethod).replaceAll("/+", "/").replaceAll("\\{(\\w+)\\s*:(?:[^{}]|\\{[^{}]*})*}",
                "{$1}");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }
}
