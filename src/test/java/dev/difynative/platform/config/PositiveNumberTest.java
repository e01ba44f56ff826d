package dev.difynative.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.files.FilesConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class PositiveNumberTest {

    @Test
    void aSettingOfOneOrMoreIsTaken() { assertEquals(3, files("3").imageSizeLimit()); }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void anotherOneKeepsTheServiceFromStartingAndIsNamed(String value) {
        Exception fault = assertThrows(Exception.class, () -> files(value));
        assertTrue(fault.getMessage().contains("dify.files.image-size-limit"), fault.getMessage());
    }

    private static FilesConfig files(String imageSizeLimit) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(FilesConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("dify.files.image-size-limit", imageSizeLimit), "test", 100))
                .build();
        return config.getConfigMapping(FilesConfig.class);
    }
}
