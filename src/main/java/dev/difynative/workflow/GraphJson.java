package dev.difynative.workflow;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.CommonError;

/** Reads and writes the JSON of graphs so that it comes out as it went in: the order of keys and {@code 1.0} included. */
@Singleton
public class GraphJson {
    private final ObjectReader reader;

    GraphJson(ObjectMapper json) { reader = json.reader().without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES); }

    /** Reads what the service itself has written. */
    public JsonNode stored(String text) {
        try {
            return reader.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored JSON text is broken", broken);
        }
    }

    public ObjectNode storedObject(String text) { return (ObjectNode) stored(text); }

    public ArrayNode storedArray(String text) { return (ArrayNode) stored(text); }

    /** Reads the object that a caller sent. */
    public ObjectNode sentObject(String text) {
        try {
            if (text != null && !text.isBlank() && reader.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            throw CommonError.INVALID_PARAM.because("The body is not valid JSON");
        }
        throw CommonError.INVALID_PARAM.because("The JSON body is missing or has the wrong shape");
    }

    static String hash(String graph) { return Sha256.hex(graph); }
}
