package dev.difynative.workspace.members;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.mail.MailConfig;
import dev.difynative.platform.mail.Mailer;
import dev.difynative.testsupport.Configs;
import dev.difynative.testsupport.MailServer;
import dev.difynative.workspace.WorkspaceConfig;
import dev.difynative.workspace.members.InvitationDelivery.Delivery;

class InvitationDeliveryTest {
    private static final String LINK = "https://console.example.com/activate?token=abc";
    private static final Invited INVITED = new Invited(UUID.randomUUID(), "Acme", "new@example.com", "abc", Instant.EPOCH);

    @Test
    void withoutAMailServerTheLinkIsReturned() {
        assertEquals(new Delivery(LINK, null), delivery(Configs.of(MailConfig.class, Map.of())).deliver(INVITED, LINK, null));
    }

    @Test
    void theLinkIsSentInTheLanguageAskedForAndNotReturned() throws Exception {
        try (MailServer server = new MailServer("250 ok")) {
            assertEquals(new Delivery(null, null), delivery(server.config()).deliver(INVITED, LINK, "zh-Hans"));
            server.join();
            String text = server.text();
            assertTrue(text.contains(LINK) && text.contains("Acme") && text.contains("邀请") && text.contains("72"), text);
        }
    }

    @Test
    void aLinkThatCannotBeSentIsReturnedWithTheReason() throws Exception {
        try (MailServer server = new MailServer("550 no such user")) {
            Delivery delivery = delivery(server.config()).deliver(INVITED, LINK, "en-US");
            assertEquals(LINK, delivery.url());
            assertTrue(delivery.message().contains("550 no such user"), delivery.message());
        }
        assertNull(delivery(Configs.of(MailConfig.class, Map.of())).deliver(INVITED, LINK, null).message());
    }

    private static InvitationDelivery delivery(MailConfig mail) {
        return new InvitationDelivery(new Mailer(mail, Clock.systemUTC()), Configs.of(WorkspaceConfig.class, Map.of()));
    }
}
