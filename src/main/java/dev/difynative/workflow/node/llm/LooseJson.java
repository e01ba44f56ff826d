package dev.difynative.workflow.node.llm;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Finds the JSON in what a model wrote: between other words, in a code block, with small faults. */
public final class LooseJson {
    private LooseJson() {}

    /** Made when first used, as a mapper is nothing for the image of a native binary to be made of at build time. */
    private static final class Reader {
        static final JsonMapper LOOSE = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_SINGLE_QUOTES,
                        JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                        JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .build();
    }

    /** The first object (or list, if lists are wanted too) that can be read. */
    public static Optional<JsonNode> find(String text, boolean lists) {
        int tried = 0;
        for (int at = 0; at < text.length() && tried < 50; at++) {
            char c = text.charAt(at);
            if (c == '{' || lists && c == '[') {
                tried++;
                try {
                    JsonNode read = Reader.LOOSE.readTree(text.substring(at));
                    if (read != null && read.isContainerNode()) {
                        return Optional.of(read);
                    }
                } catch (JsonProcessingException notHere) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }
}
