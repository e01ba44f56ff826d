package dev.difynative.apps.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

class DslDatasetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void idsOfDatasetsAreReplacedWhereverTheyStand() throws JsonProcessingException {
        JsonNode moved = moved("""
                {"workflow":{"graph":{"nodes":[{"id":"k","data":{"dataset_ids":["old-1","old-2"]}}]}},
                 "model_config":{"dataset_configs":{"datasets":{"datasets":[{"dataset":{"enabled":true,"id":"old-2"}}]}}}}""",
                MissingNode.getInstance(), Map.of("old-1", "new-1", "old-2", "new-2"));
        assertEquals("[\"new-1\",\"new-2\"]", moved.at("/workflow/graph/nodes/0/data/dataset_ids").toString());
        assertEquals("new-2", moved.at("/model_config/dataset_configs/datasets/datasets/0/dataset/id").asText());
    }

    @Test
    void anIdThatIsPartOfAnotherTextReplacesNothingThere() throws JsonProcessingException {
        JsonNode moved = moved(
                """
                {"app":{"name":"About d1 and d2"},"workflow":{"graph":{"nodes":[{"id":"k","data":{"dataset_ids":["d1","d2"]}}]}}}""",
                MissingNode.getInstance(), Map.of("d1", "9d2f", "d2", "7d1e"));
        assertEquals("About d1 and d2", moved.at("/app/name").asText());
        assertEquals("[\"9d2f\",\"7d1e\"]", moved.at("/workflow/graph/nodes/0/data/dataset_ids").toString());
    }

    @Test
    void theConsoleShowsWhichDatasetsAnEncryptedIdMeans() throws JsonProcessingException {
        JsonNode moved = moved("""
                {"workflow":{"graph":{"nodes":[{"id":"k","data":{"dataset_ids":["c2VhbGVk"]}},{"id":"s","data":{}}]}}}""",
                JSON.readTree("{\"nodes\":[{\"id\":\"k\",\"data\":{\"dataset_ids\":[\"old-1\"]}},{\"id\":\"s\",\"data\":{}}]}"),
                Map.of("old-1", "new-1"));
        assertEquals("[\"new-1\"]", moved.at("/workflow/graph/nodes/0/data/dataset_ids").toString());
    }

    private static JsonNode moved(String file, JsonNode shown, Map<String, String> ids) throws JsonProcessingException {
        return JSON.readTree(DslDatasets.moved(file, shown, ids));
    }
}
