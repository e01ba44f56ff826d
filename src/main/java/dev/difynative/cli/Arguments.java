package dev.difynative.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line, taken apart: the command, what it is about, and its options. */
record Arguments(String command, List<String> operands, Map<String, String> options) {
    private static final Set<String> FLAGS = Set.of("--force", "--dry-run");

    /** {@code -Dname=value} is a system property wherever it stands. */
    static Arguments parse(List<String> words) {
        List<String> operands = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            if (word.startsWith("-D")) {
                System.setProperty(word.substring(2, equals < 0 ? word.length() : equals),
                        equals < 0 ? "" : word.substring(equals + 1));
            } else if (!word.startsWith("--") || operands.isEmpty()) {
                operands.add(word);
            } else if (FLAGS.contains(word)) {
                options.put(word, "true");
            } else if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                options.put(word, words.get(++i));
            } else {
                throw new UsageException(word + " needs a value");
            }
        }
        String command = operands.isEmpty() ? "serve" : operands.removeFirst();
        return new Arguments(command, List.copyOf(operands), Map.copyOf(options));
    }

    /** Refuses what the command does not know. */
    void allow(int operandCount, String... optionNames) {
        if (operands.size() > operandCount) {
            throw new UsageException("Unexpected: " + operands.get(operandCount));
        }
        for (String option : options.keySet()) {
            if (!List.of(optionNames).contains(option)) {
                throw new UsageException("Unknown option of " + command + ": " + option);
            }
        }
    }

    String operand(String what) {
        if (operands.isEmpty()) {
            throw new UsageException(command + " needs " + what);
        }
        return operands.getFirst();
    }

    Optional<String> option(String name) { return Optional.ofNullable(options.get(name)); }

    boolean has(String flag) { return options.containsKey(flag); }
}
