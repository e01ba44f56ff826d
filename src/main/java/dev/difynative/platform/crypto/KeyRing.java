package dev.difynative.platform.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.database.ServiceDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The keys of the vault. New values are sealed with the configured secret key; where there is none, with one made on first
 * use: in a file beside the embedded database, or in the settings table of an external one. Nothing is read before it is
 * needed, so a start touches neither disk nor database.
 */
@Singleton
class KeyRing {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final int MIN_SECRET_LENGTH = 32;
    private static final String FILE = "secret.key";
    private static final String SETTING = "vault.secret_key";

    private final VaultConfig config;
    private final AgroalDataSource database;
    private volatile VaultKey primary;
    private volatile List<VaultKey> others;

    KeyRing(VaultConfig config, AgroalDataSource database) {
        this.config = config;
        this.database = database;
    }

    void checkConfiguration(@Observes StartupEvent start) {
        if (config.secretKey().isPresent()) {
            checked(config.secretKey().get());
        } else if (System.getProperty(ServiceDatabase.FOLDER) == null) {
            LOG.warn("DIFY_SECRET_KEY is not set: the key that encrypts stored credentials is kept in the database beside them. "
                    + "Set DIFY_SECRET_KEY to any text of 32 characters or more.");
        }
    }

    VaultKey primary() {
        VaultKey known = primary;
        return known != null ? known : readPrimary();
    }

    /** The key with this id, wherever it is kept. */
    Optional<VaultKey> find(String id) {
        VaultKey current = primary();
        return current.id().equals(id) ? Optional.of(current) : others().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Whether a key with this id is kept anywhere; makes none. */
    boolean knows(String id) {
        return config.secretKey().filter(secret -> VaultKey.derivedFrom(secret).id().equals(id)).isPresent()
                || others().stream().anyMatch(key -> key.id().equals(id));
    }

    private synchronized VaultKey readPrimary() {
        if (primary == null) {
            String embedded = System.getProperty(ServiceDatabase.FOLDER);
            primary = VaultKey.derivedFrom(config.secretKey().map(KeyRing::checked)
                    .orElseGet(() -> embedded != null ? fileKey(Path.of(embedded)) : settingKey()));
        }
        return primary;
    }

    private synchronized List<VaultKey> others() {
        if (others == null) {
            List<VaultKey> found = new ArrayList<>();
            config.previousSecretKeys().orElse(List.of()).forEach(secret -> found.add(VaultKey.derivedFrom(secret)));
            readFile(config.dataDir().resolve(FILE)).map(VaultKey::derivedFrom).ifPresent(found::add);
            storedSetting().map(VaultKey::derivedFrom).ifPresent(found::add);
            others = List.copyOf(found);
        }
        return others;
    }

    private static String checked(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new ConfigurationException("DIFY_SECRET_KEY must have " + MIN_SECRET_LENGTH + " characters or more");
        }
        return secret;
    }

    private static String fileKey(Path folder) {
        Path file = folder.resolve(FILE);
        return readFile(file).orElseGet(() -> writeFile(folder, file));
    }

    private static Optional<String> readFile(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the secret key in " + file, unreadable);
        }
    }

    private static String writeFile(Path folder, Path file) {
        String secret = random();
        try {
            FileAttribute<?> onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            // Complete under another name first: half a key in the place of the key would be a lost key.
            Path fresh = Files.createTempFile(folder, FILE, ".new", onlyOwner);
            Files.writeString(fresh, secret);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return secret;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write the secret key to " + file, unwritable);
        }
    }

    private String settingKey() {
        return storedSetting().orElseGet(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection
                            .prepareStatement("insert into settings (name, value) values (?, ?) on conflict do nothing")) {
                insert.setString(1, SETTING);
                insert.setString(2, random());
                insert.executeUpdate();
            } catch (SQLException failed) {
                throw new IllegalStateException("Cannot store the secret key", failed);
            }
            return storedSetting().orElseThrow();
        });
    }

    private Optional<String> storedSetting() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select value from settings where name = ?")) {
            select.setString(1, SETTING);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("Cannot read the secret key", failed);
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
