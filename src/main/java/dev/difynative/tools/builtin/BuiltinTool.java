package dev.difynative.tools.builtin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** A tool that this service has itself. */
record BuiltinTool(String provider, String name, String label, String description, List<Parameter> parameters, Work work,
        Map<String, String> credentials)
        implements
            Tool {

    record Parameter(String name, String type, String description, boolean required) {
        static Parameter required(String name, String type, String description) {
            return new Parameter(name, type, description, true);
        }

        static Parameter optional(String name, String type, String description) {
            return new Parameter(name, type, description, false);
        }
    }

    @FunctionalInterface
    interface Work {
        ToolResult of(Arguments arguments, ToolCallScope scope) throws InterruptedException;
    }

    /** The same tool for somebody who has given these credentials. */
    BuiltinTool with(Map<String, String> given) {
        return new BuiltinTool(provider, name, label, description, parameters, work, given);
    }

    /** What a tool was called with. */
    record Arguments(Map<String, Object> values, Map<String, String> credentials) {
        /** What the workspace must have given. */
        String credential(String name) {
            String value = credentials.get(name);
            if (value == null) {
                throw new ToolFailure("The tool has no credentials: the workspace must give it '%s'".formatted(name));
            }
            return value;
        }

        int number(String name, int preset, int least, int most) {
            try {
                return Math.clamp(new java.math.BigDecimal(text(name, String.valueOf(preset)).strip()).intValue(), least, most);
            } catch (NumberFormatException none) {
                throw new ToolFailure("The parameter '%s' is not a number".formatted(name));
            }
        }

        boolean flag(String name) {
            String value = text(name, "false");
            return value.equalsIgnoreCase("true") || value.equals("1") || value.equals("1.0");
        }

        String text(String name, String preset) {
            Object value = values.get(name);
            return value == null || value.toString().isBlank() ? preset : value.toString();
        }

        String need(String name) {
            Object value = values.get(name);
            if (value == null || value.toString().isBlank()) {
                throw new ToolFailure("The parameter '%s' is missing".formatted(name));
            }
            return value.toString();
        }
    }

    static BuiltinTool of(String provider, String name, String label, String description, Work work, Parameter... parameters) {
        return new BuiltinTool(provider, name, label, description, Arrays.asList(parameters), work, Map.of());
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(),
                Map.of("type", parameter.type(), "description", parameter.description())));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", parameters.stream().filter(Parameter::required).map(Parameter::name).toList());
        return schema;
    }

    @Override
    public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) throws InterruptedException {
        return work.of(new Arguments(arguments, credentials), scope);
    }
}
