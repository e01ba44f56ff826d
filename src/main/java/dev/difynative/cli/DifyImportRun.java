package dev.difynative.cli;

import java.nio.file.Path;

import jakarta.enterprise.context.Dependent;

import dev.difynative.importer.DifyImport;
import dev.difynative.importer.ImportException;
import dev.difynative.importer.ImportSettings;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;

/** The part of {@code import-dify} that needs the services. */
@Dependent
@Unremovable
public class DifyImportRun implements QuarkusApplication {
    private final DifyImport imports;

    DifyImportRun(DifyImport imports) { this.imports = imports; }

    /** The settings as the words of a command line in the process itself; what is not set is empty. */
    static String[] words(ImportSettings settings) {
        return new String[]{text(settings.url()), text(settings.folder()), text(settings.email()), text(settings.password()),
                text(settings.account()), text(settings.workspace()), Boolean.toString(settings.dry()),
                Boolean.toString(settings.asSegments()), text(settings.report())};
    }

    @Override
    public int run(String... words) {
        ImportSettings settings = new ImportSettings(set(words[0]), path(words[1]), set(words[2]), set(words[3]), set(words[4]),
                set(words[5]), Boolean.parseBoolean(words[6]), Boolean.parseBoolean(words[7]), path(words[8]));
        try {
            return imports.run(settings, System.out::println) ? 0 : 3;
        } catch (ImportException stopped) {
            System.err.println(stopped.getMessage());
            return 1;
        }
    }

    private static String text(Object value) { return value == null ? "" : value.toString(); }

    private static String set(String word) { return word.isEmpty() ? null : word; }

    private static Path path(String word) { return word.isEmpty() ? null : Path.of(word); }
}
