package workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workflows that are measured, by name. */
final class Graphs {
    static final int CHAIN = 50;
    static final int ITEMS = 100;
    static final int BRANCHES = 10;
    private final List<String> nodes = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();

    private Graphs() {}

    static Map<String, String> all(String model) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("echo", new Graphs().start().template("t", "start", "You said {{ text }}").end("t").done());
        all.put("branches" + BRANCHES, branches(BRANCHES));
        all.put("iteration100", iteration());
        all.put("empty" + CHAIN, chain(CHAIN, false));
        all.put("template" + CHAIN, chain(CHAIN, true));
        all.put("slow-model", new Graphs().start().llm("m", "start", model).end("m", "text").done());
        return all;
    }

    private static String branches(int count) {
        Graphs graph = new Graphs().start();
        for (int i = 0; i < count; i++) {
            graph.template("b" + i, "start", "Branch " + i + ": {{ text }}");
        }
        graph.node("join", "variable-aggregator", "\"output_type\":\"string\",\"variables\":[[\"b0\",\"output\"]]");
        for (int i = 0; i < count; i++) {
            graph.edge("b" + i, "join");
        }
        return graph.end("join").done();
    }

    private static String iteration() {
        Graphs graph = new Graphs();
        graph.node("start", "start", "\"variables\":[{\"variable\":\"text\",\"label\":\"Text\",\"type\":\"text-input\"},"
                + "{\"variable\":\"list\",\"label\":\"List\",\"type\":\"json_object\"}]");
        graph.node("it", "iteration", "\"start_node_id\":\"its\",\"iterator_selector\":[\"start\",\"list\",\"items\"],"
                + "\"output_selector\":[\"t\",\"output\"],\"output_type\":\"array[string]\",\"is_parallel\":false");
        graph.edge("start", "it");
        graph.inner("it", "its", "iteration-start", "");
        graph.inner("it", "t", "template-transform", "\"template\":\"{{ item }}!\",\"variables\":"
                + "[{\"variable\":\"item\",\"value_selector\":[\"it\",\"item\"]}]");
        graph.edge("its", "t");
        return graph.end("it").done();
    }

    private static String chain(int length, boolean templates) {
        Graphs graph = new Graphs().start();
        String last = "start";
        for (int i = 0; i < length; i++) {
            String id = "n" + i;
            if (templates) {
                graph.template(id, last, "{{ text }}");
            } else {
                graph.node(id, "variable-aggregator", "\"output_type\":\"string\",\"variables\":[[\"start\",\"text\"]]");
                graph.edge(last, id);
            }
            last = id;
        }
        return graph.end(last).done();
    }

    private Graphs start() {
        node("start", "start", "\"variables\":[{\"variable\":\"text\",\"label\":\"Text\",\"type\":\"text-input\"}]");
        return this;
    }

    private Graphs template(String id, String after, String template) {
        node(id, "template-transform", "\"template\":\"" + template + "\",\"variables\":"
                + "[{\"variable\":\"text\",\"value_selector\":[\"start\",\"text\"]}]");
        edge(after, id);
        return this;
    }

    private Graphs llm(String id, String after, String model) {
        node(id, "llm", "\"model\":{\"provider\":\"openai_api_compatible\",\"name\":\"" + model
                + "\",\"mode\":\"chat\",\"completion_params\":{}},\"prompt_template\":[{\"role\":\"user\",\"text\":\"{{#start.text#}}\"}],"
                + "\"context\":{\"enabled\":false,\"variable_selector\":[]},\"vision\":{\"enabled\":false}");
        edge(after, id);
        return this;
    }

    private Graphs end(String after) { return end(after, "output"); }

    private Graphs end(String after, String variable) {
        node("end", "end", "\"outputs\":[{\"variable\":\"result\",\"value_selector\":[\"" + after + "\",\"" + variable
                + "\"],\"value_type\":\"string\"}]");
        edge(after, "end");
        return this;
    }

    private void node(String id, String type, String more) {
        nodes.add("{\"id\":\"" + id + "\",\"position\":{\"x\":0,\"y\":0},\"data\":{\"type\":\"" + type + "\",\"title\":\"" + id + "\""
                + (more.isEmpty() ? "" : "," + more) + "}}");
    }

    private void inner(String parent, String id, String type, String more) {
        nodes.add("{\"id\":\"" + id + "\",\"parentId\":\"" + parent + "\",\"position\":{\"x\":0,\"y\":0},\"data\":{\"type\":\"" + type
                + "\",\"title\":\"" + id + "\",\"isInIteration\":true,\"iteration_id\":\"" + parent + "\""
                + (more.isEmpty() ? "" : "," + more) + "}}");
    }

    private void edge(String from, String to) {
        edges.add("{\"id\":\"" + from + "-" + to + "\",\"source\":\"" + from + "\",\"target\":\"" + to
                + "\",\"sourceHandle\":\"source\",\"targetHandle\":\"target\"}");
    }

    private String done() {
        return "{\"nodes\":[" + String.join(",", nodes) + "],\"edges\":[" + String.join(",", edges) + "]}";
    }
}
