package dev.difynative.models.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.difynative.models.ModelType;

class CatalogueTest {

    @Test
    void longAndBareIdsNameTheSameProvider() {
        assertEquals("openai", ProviderIds.bare("langgenius/openai/openai"));
        assertEquals("openai", ProviderIds.bare("openai"));
        assertEquals("langgenius/openai/openai", ProviderIds.qualified("openai"));
        assertEquals(Catalogue.get("gemini"), Catalogue.get("langgenius/gemini/gemini"));
    }

    @Test
    void defaultModelsAreListedAndOfTheirType() {
        for (ProviderSpec provider : Catalogue.all()) {
            for (Map.Entry<String, String> entry : provider.defaultModels().entrySet()) {
                ModelType type = ModelType.find(entry.getKey()).orElseThrow();
                assertTrue(provider.supportedModelTypes().contains(type), provider.id());
                assertEquals(type, provider.knownModel(entry.getValue()).orElseThrow().modelType(),
                        provider.id() + " " + entry.getValue());
            }
        }
    }

    @Test
    void theFieldsThatAConnectionNeedsAreInTheForm() {
        for (ProviderSpec provider : Catalogue.all()) {
            for (String field : new String[]{provider.connection().keyField(), provider.connection().baseUrlField()}) {
                assertTrue(
                        field == null || provider.credentialFields().stream().anyMatch(known -> known.variable().equals(field)),
                        provider.id() + " " + field);
            }
        }
    }
}
