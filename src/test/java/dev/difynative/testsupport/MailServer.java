package dev.difynative.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.difynative.platform.mail.MailConfig;

/** A mail server that takes one e-mail and keeps what was said; it answers as RFC 5321 prints it. */
public final class MailServer implements AutoCloseable {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket socket;
    private final String toRecipient;
    private final Thread thread;

    /** {@code toRecipient} is what it answers to the recipient's address. */
    public MailServer(String toRecipient) throws IOException {
        this.toRecipient = toRecipient;
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = Thread.startVirtualThread(this::serve);
    }

    /** What the client has sent, line by line. */
    public List<String> said() { return said; }

    /** The text of the e-mail, which is written in base64. */
    public String text() {
        String body = said.stream().dropWhile(line -> !line.isEmpty()).takeWhile(line -> !line.equals("."))
                .collect(Collectors.joining());
        return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
    }

    public void join() throws InterruptedException { thread.join(); }

    public MailConfig config() {
        return Configs.of(MailConfig.class, Map.of("dify.mail.host", "127.0.0.1", "dify.mail.port",
                Integer.toString(socket.getLocalPort()), "dify.mail.security", "none", "dify.mail.username", "robot",
                "dify.mail.password", "secret", "dify.mail.from", "Console <console@example.com>"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.close();
        thread.join();
    }

    private void serve() {
        try (Socket client = socket.accept()) {
            converse(client);
        } catch (SocketException closed) {
            // Nobody came, or the client went away in the middle: what was said is kept all the same.
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        answer(client, "220 mail.example.com ready");
        boolean inMessage = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            if (inMessage) {
                inMessage = !line.equals(".");
                if (!inMessage) {
                    answer(client, "250 taken");
                }
                continue;
            }
            String verb = line.split("[ :]")[0];
            inMessage = verb.equals("DATA");
            answer(client, switch (verb) {
                case "EHLO" -> "250-mail.example.com\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN";
                case "AUTH" -> "235 welcome";
                case "RCPT" -> toRecipient;
                case "DATA" -> "354 go on";
                case "QUIT" -> "221 bye";
                default -> "250 ok";
            });
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
