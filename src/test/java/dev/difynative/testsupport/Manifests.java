package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The files by which platforms are told to run our images. */
public final class Manifests {
    private static final Path COMPOSE = Path.of("compose.yaml");
    private static final Path KUBERNETES = Path.of("deploy", "kubernetes", "dify-native.yaml");
    private static final Path KNATIVE = Path.of("deploy", "knative", "service.yaml");
    private static final Pattern SECRET = Pattern.compile("kubectl create secret generic (\\S+)");
    private static final Pattern LITERAL = Pattern.compile("--from-literal=(\\w+)=");

    private Manifests() {}

    public static JsonNode compose() { return documents(COMPOSE).getFirst(); }

    /** The service among those that compose starts. */
    public static JsonNode composeService() {
        return compose().at("/services/dify-native");
    }

    public static JsonNode knative() { return documents(KNATIVE).getFirst(); }

    public static JsonNode kubernetes(String kind) {
        return documents(KUBERNETES).stream().filter(document -> document.path("kind").asText().equals(kind)).findFirst()
                .orElseThrow();
    }

    /** The pod of the service, by Kubernetes and by Knative. */
    public static List<JsonNode> pods() {
        return List.of(kubernetes("Deployment").at("/spec/template/spec"), knative().at("/spec/template/spec"));
    }

    /** The secret that is to be made by hand, as its comment says. */
    public static String secret() {
        Matcher secret = SECRET.matcher(text(KUBERNETES));
        if (!secret.find()) {
            throw new AssertionError("How the secret is made is not said in " + KUBERNETES);
        }
        return secret.group(1);
    }

    /** The variables that this secret holds. */
    public static Set<String> secretVariables() {
        return new TreeSet<>(LITERAL.matcher(text(KUBERNETES)).results().map(literal -> literal.group(1)).toList());
    }

    public static Set<String> composeVariables() {
        return new TreeSet<>(composeService().path("environment").properties().stream().map(variable -> variable.getKey())
                .toList());
    }

    /** Every path that a platform asks to know how the service is. */
    public static Set<String> probes() {
        return new TreeSet<>(pods().stream().flatMap(pod -> pod.findValues("httpGet").stream())
                .map(probe -> probe.path("path").asText()).toList());
    }

    private static List<JsonNode> documents(Path file) {
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text(file));
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> new ObjectMapper().<JsonNode>valueToTree(document)).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
