package dev.difynative.workflow.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.difynative.workflow.value.TextTemplate;

/** Names with values, written one per line with a colon between them; places of variables are filled line by line. */
record Pairs(List<Pair> pairs) {

    record Pair(TextTemplate name, TextTemplate value) {}

    record Filled(String name, String value) {}

    static Pairs read(String lines) {
        List<Pair> pairs = new ArrayList<>();
        for (String line : lines.split("\r?\n")) {
            if (line.isBlank()) {
                continue;
            }
            int colon = colonOutsideOfPlaces(line);
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            pairs.add(new Pair(TextTemplate.parse(name.strip()), TextTemplate.parse(value.strip())));
        }
        return new Pairs(pairs);
    }

    private static int colonOutsideOfPlaces(String line) {
        int from = line.startsWith("{{#") && line.contains("#}}") ? line.indexOf("#}}") : 0;
        return line.indexOf(':', from);
    }

    List<Filled> filled(Function<TextTemplate, String> render) {
        return pairs.stream().map(pair -> new Filled(render.apply(pair.name()).strip(), render.apply(pair.value())))
                .filter(pair -> !pair.name().isEmpty()).toList();
    }
}
