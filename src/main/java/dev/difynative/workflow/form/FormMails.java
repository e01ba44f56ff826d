package dev.difynative.workflow.form;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.files.FilesConfig;
import dev.difynative.platform.crypto.RandomText;
import dev.difynative.platform.mail.Mail;
import dev.difynative.platform.mail.MailException;
import dev.difynative.platform.mail.Mailer;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.members.MemberService;

/** Sends the e-mails that ask people to fill in forms; each until the mail server has taken it. */
@Singleton
public class FormMails {
    private static final Logger LOG = Logger.getLogger(FormMails.class);
    private static final String URL_PLACE = "{{#url#}}";
    private static final String EVERYBODY = "everybody";
    private static final int TOKEN_LENGTH = 32;
    private static final String DUE = """
            UPDATE human_input_mails SET attempts = attempts + 1,
                next_at = now() + interval '30 seconds' * power(2, least(attempts, 10)) WHERE id IN (
                SELECT m.id FROM human_input_mails m WHERE m.next_at <= now() ORDER BY m.next_at LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING id, form_id, tenant_id, recipient, token, subject, body, attempts,
                (SELECT f.status FROM human_input_forms f WHERE f.id = form_id)""";

    private final FormRows rows;
    private final Mailer mailer;
    private final AccountService accounts;
    private final MemberService members;
    private final HumanInputConfig config;
    private final String base;

    private record Due(UUID id, UUID formId, UUID tenantId, String recipient, String token, String subject, String body,
            int attempts, boolean waits) {}

    FormMails(FormRows rows, Mailer mailer, AccountService accounts, MemberService members, HumanInputConfig config,
            FilesConfig files, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.rows = rows;
        this.mailer = mailer;
        this.accounts = accounts;
        this.members = members;
        this.config = config;
        this.base = config.publicUrl().or(files::publicUrl).orElse("http://localhost:" + port).replaceFirst("/+$", "");
    }

    /** The page on which a form can be filled in. */
    public String link(String token) { return base + "/form/" + token; }

    void sendDue() {
        List<Due> due = rows.transaction(FormMails::due);
        due.forEach(mail -> Thread.startVirtualThread(() -> sendQuietly(mail)));
    }

    private static List<Due> due(Connection connection) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                due.add(new Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                        row.getString(4), row.getString(5), row.getString(6), row.getString(7), row.getInt(8),
                        "waiting".equals(row.getString(9))));
            }
        }
        return due;
    }

    private void sendQuietly(Due mail) {
        try {
            send(mail);
        } catch (RuntimeException later) {
            LOG.warnf("An e-mail about form %s could not be sent, will try again: %s", mail.formId(), later.getMessage());
        }
    }

    private void send(Due mail) {
        if (!mail.waits()) {
            done(mail, null);
            return;
        }
        if (mail.recipient().equals(EVERYBODY)) {
            toEach(mail);
            return;
        }
        Optional<String> address = address(mail);
        if (address.isEmpty()) {
            done(mail, "There is no such member");
            return;
        }
        String fault = fault(new Mail(address.get(), mail.subject(), text(mail.body(), mail.token())));
        if (fault == null || mail.attempts() >= config.mailAttempts()) {
            if (fault != null) {
                LOG.warnf("An e-mail about form %s could not be sent, and %d attempts are enough: %s", mail.formId(),
                        mail.attempts(), fault);
            }
            done(mail, fault);
        }
    }

    /** Refuses when there is no server that could send e-mail. */
    void requireServer() {
        if (!mailer.isConfigured()) {
            throw FormError.MAIL_OFF.because("This service sends no e-mail: set DIFY_MAIL_HOST");
        }
    }

    private String fault(Mail mail) {
        if (!mailer.isConfigured()) {
            return "This service sends no e-mail: set DIFY_MAIL_HOST";
        }
        try {
            mailer.send(mail);
            return null;
        } catch (MailException refused) {
            return refused.getMessage();
        }
    }

    /** A text without a place for the link gets it at its end. */
    private String text(String body, String token) {
        String link = link(token);
        return body.contains(URL_PLACE) ? body.replace(URL_PLACE, link) : body + "\n\n" + link;
    }

    private Optional<String> address(Due mail) {
        String[] recipient = mail.recipient().split(":", 2);
        if (recipient[0].equals("email")) {
            return Optional.of(recipient[1]);
        }
        return Ids.tryParse(recipient[1])
                .filter(id -> members.list(mail.tenantId()).stream().anyMatch(member -> member.id().equals(id)))
                .flatMap(accounts::find).map(AccountProfile::email);
    }

    private void toEach(Due mail) {
        List<UUID> all = members.list(mail.tenantId()).stream().map(member -> member.id()).toList();
        rows.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO human_input_mails (id, form_id, tenant_id, recipient, token, subject, body, attempts, next_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 0, now())""")) {
                for (UUID account : all) {
                    statement.setObject(1, Ids.next());
                    statement.setObject(2, mail.formId());
                    statement.setObject(3, mail.tenantId());
                    statement.setString(4, "account:" + account);
                    statement.setString(5, RandomText.alphanumeric(TOKEN_LENGTH));
                    statement.setString(6, mail.subject());
                    statement.setString(7, mail.body());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            close(connection, mail, null);
            return null;
        });
    }

    private void done(Due mail, String fault) {
        rows.transaction(connection -> {
            close(connection, mail, fault);
            return null;
        });
    }

    private static void close(Connection connection, Due mail, String fault) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("UPDATE human_input_mails SET next_at = NULL, last_error = ? WHERE id = ?")) {
            statement.setString(1, fault);
            statement.setObject(2, mail.id());
            statement.executeUpdate();
        }
    }
}
