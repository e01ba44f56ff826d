package dev.difynative.platform.json;

import java.io.IOException;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/** Writes every {@link Instant} as whole Unix seconds, the one form of time on all three surfaces. */
class EpochSecondsModule extends SimpleModule {

    EpochSecondsModule() {
        super("epoch-seconds");
        addSerializer(Instant.class, new StdSerializer<>(Instant.class) {
            @Override
            public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeNumber(value.getEpochSecond());
            }
        });
    }
}
