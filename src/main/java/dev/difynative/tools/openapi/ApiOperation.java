package dev.difynative.tools.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operation of an OpenAPI document, references resolved.
 *
 * @param id
 *            by which models and apps call it
 * @param server
 *            the address before the path
 * @param bodyType
 *            the media type of the body, or null when there is none
 * @param wholeBody
 *            whether the one parameter "body" is the body itself, because that is no object
 * @param source
 *            the operation as it is written
 */
record ApiOperation(String id, String server, String path, String method, String summary, List<Parameter> parameters,
        String bodyType, boolean wholeBody, JsonNode source) {

    /** Where a parameter goes. */
    enum Place {
        PATH, QUERY, HEADER, COOKIE, BODY
    }

    /** {@code schema} is its JSON Schema. */
    record Parameter(String name, Place place, boolean required, String description, JsonNode schema) {
        String type() { return schema.path("type").asText("string"); }
    }

    /** The JSON Schema of all its arguments. */
    Map<String, Object> schema(com.fasterxml.jackson.databind.ObjectMapper json) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Map<String, Object> property = new LinkedHashMap<>(json.convertValue(parameter.schema(), Map.class));
            property.putIfAbsent("type", "string");
            if (!parameter.description().isEmpty()) {
                property.put("description", parameter.description());
            }
            properties.put(parameter.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", parameters.stream().filter(Parameter::required).map(Parameter::name).distinct().toList());
        return schema;
    }
}
