package dev.difynative.platform.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.vertx.core.net.TrustOptions;

/** Trusts a company's own certificates without giving up the public ones. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    static TrustOptions withPublicOnesAnd(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate issuer : x509(factory(null)).getAcceptedIssuers()) {
                store.setCertificateEntry("public-" + number++, issuer);
            }
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("own-" + number++, own);
            }
            return TrustOptions.wrap(x509(factory(store)));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException("dify.outbound.ca-file: cannot read certificates from " + pem, unusable);
        }
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static X509TrustManager x509(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("No X.509 trust manager");
    }
}
