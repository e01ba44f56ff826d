package dev.difynative.platform.backup;

import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The manifest as JSON; independent of how the surfaces print theirs, because backups outlive those. */
final class ManifestFormat {

    private ManifestFormat() {}

    static byte[] write(Manifest manifest) throws IOException {
        return mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }

    static Manifest read(InputStream json) throws IOException { return mapper().readValue(json, Manifest.class); }

    private static ObjectMapper mapper() {
        return JsonMapper.builder().addModule(new JavaTimeModule()).propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }
}
