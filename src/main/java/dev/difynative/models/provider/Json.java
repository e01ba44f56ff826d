package dev.difynative.models.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON towards providers: their names as they write them, not the rules of our own wire. */
public final class Json {
    /** Vectors are long lists of numbers: most of what providers send. */
    public static final ObjectMapper MAPPER = new ObjectMapper(
            JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build());
    public static final JsonFactory FACTORY = MAPPER.getFactory();

    private Json() {}
}
