package dev.difynative.apps.dsl;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads YAML as JSON, with the order of keys. Plain scalars mean what they mean to PyYAML, which writes these files: YAML 1.1
 * ({@code yes} is true, {@code 0123} octal), except that {@code 1e5} is a text. Dates stay texts, since JSON has none.
 */
public final class YamlReader {
    /** Ten million characters; aliases can make much of little, so what they unfold to is counted too. */
    static final int MAX_LENGTH = 10 * 1024 * 1024;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_NODES = 1_000_000;
    private static final Pattern FLOAT = Pattern
            .compile("[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private int nodes;

    private YamlReader() {}

    public static JsonNode read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw DslError.UNREADABLE.field("yaml_content", "length", "The file has more than %d characters", MAX_LENGTH);
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_LENGTH);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try {
            // Without the library's front door, which drags in what builds objects by reflection.
            ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            return root == null ? JSON.nullNode() : new YamlReader().convert(root, 0);
        } catch (MarkedYAMLException broken) {
            throw unreadable("The file is not valid YAML: line " + (broken.getProblemMark().getLine() + 1) + ", column "
                    + (broken.getProblemMark().getColumn() + 1) + ": " + broken.getProblem());
        } catch (YAMLException broken) {
            throw unreadable("The file is not valid YAML: " + broken.getMessage());
        }
    }

    private static RuntimeException unreadable(String message) {
        return DslError.UNREADABLE.field("yaml_content", "format", "%s", message);
    }

    private JsonNode convert(Node node, int depth) {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw unreadable("The file is nested too deeply or unfolds to too much");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> array(sequence, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw unreadable("The file holds something that is no mapping, list or scalar");
        };
    }

    /** Of two equal keys the last one counts; what is merged in counts less than what is written out. */
    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(object, tuple.getValueNode(), depth);
            }
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                object.set(key(tuple.getKeyNode()), convert(tuple.getValueNode(), depth + 1));
            }
        }
        return object;
    }

    private void merge(ObjectNode object, Node merged, int depth) {
        switch (convert(merged, depth + 1)) {
            case ObjectNode one -> one.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
            case ArrayNode several -> several.forEach(one -> one.properties()
                    .forEach(field -> object.putIfAbsent(field.getKey(), field.getValue())));
            default -> throw unreadable("Only mappings can be merged into a mapping");
        }
    }

    private static String key(Node key) {
        if (key instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw unreadable("A key must be a scalar");
    }

    private ArrayNode array(SequenceNode sequence, int depth) {
        ArrayNode array = JSON.arrayNode(sequence.getValue().size());
        sequence.getValue().forEach(item -> array.add(convert(item, depth + 1)));
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(isTrue(text));
        }
        if (tag.equals(Tag.INT)) {
            return integer(text);
        }
        return tag.equals(Tag.FLOAT) && FLOAT.matcher(text).matches()
                ? JSON.numberNode(new BigDecimal(text.replace("_", "")))
                : JSON.textNode(text);
    }

    private static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on");
    }

    private static JsonNode integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        try {
            BigInteger size = magnitude(bare);
            BigInteger value = negative ? size.negate() : size;
            return value.bitLength() < Integer.SIZE
                    ? JSON.numberNode(value.intValue())
                    : value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
        } catch (NumberFormatException none) {
            return JSON.textNode(text);
        }
    }

    private static BigInteger magnitude(String bare) {
        if (bare.startsWith("0b")) {
            return new BigInteger(bare.substring(2), 2);
        }
        if (bare.startsWith("0x")) {
            return new BigInteger(bare.substring(2), 16);
        }
        if (bare.contains(":")) {
            BigInteger sum = BigInteger.ZERO;
            for (String part : bare.split(":")) {
                sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
            return sum;
        }
        return bare.length() > 1 && bare.startsWith("0") ? new BigInteger(bare, 8) : new BigInteger(bare);
    }
}
