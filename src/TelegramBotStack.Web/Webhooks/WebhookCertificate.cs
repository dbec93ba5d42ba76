using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>
/// The certificate of a bot that Telegram reaches without a proxy. One that is signed by itself is given to Telegram,
/// which trusts it then (Bot API: setWebhook, certificate).
/// </summary>
internal sealed class WebhookCertificate : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private WebhookCertificate(X509Certificate2 certificate)
    {
        Certificate = certificate;
        Upload = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? certificate.ExportCertificatePem() : null;
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>What Telegram has to be given, in PEM; null for one whose issuer it knows.</summary>
    public string? Upload { get; }

    /// <summary>The certificate that is set; one of its own is made when there is none for this host, or not for long.</summary>
    /// <exception cref="BotConfigurationException">The file cannot be read as a certificate with its key.</exception>
    public static WebhookCertificate? Load(WebhookSettings settings, string ownPath, TimeProvider time)
    {
        try
        {
            return settings.Certificate switch
            {
                null => null,
                WebhookSettings.SelfSigned => new WebhookCertificate(Own(settings.PublicUrl, ownPath, time)),
                var path => new WebhookCertificate(ForServer(X509Certificate2.CreateFromPemFile(path, settings.CertificateKey))),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new BotConfigurationException(
                "webhook-certificate-unusable",
                $"The webhook's certificate cannot be used: {exception.Message} {WebhookSettingNames.Certificate} is 'self-signed' "
                + $"or the path of a PEM file, {WebhookSettingNames.Key} the path of its key.");
        }
    }

    /// <summary>One that nobody keeps, for the rehearsal.</summary>
    public static X509Certificate2 Make(Uri url, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={url.IdnHost}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(url.IdnHost);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + Validity);
        return ForServer(made);
    }

    public void Dispose() => Certificate.Dispose();

    private static X509Certificate2 Own(Uri url, string path, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (File.Exists(path))
        {
            var kept = X509Certificate2.CreateFromPemFile(path);
            if (kept.NotAfter.ToUniversalTime() - now.UtcDateTime > RenewBefore && kept.MatchesHostname(url.IdnHost.Trim('[', ']')))
            {
                using (kept)
                {
                    return ForServer(kept);
                }
            }

            kept.Dispose();
        }

        var made = Make(url, now);
        using var key = made.GetRSAPrivateKey()!;
        AtomicFile.WritePrivate(path, Encoding.ASCII.GetBytes($"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
        return made;
    }

    /// <summary>Windows serves no certificate whose key is in memory only.</summary>
    private static X509Certificate2 ForServer(X509Certificate2 certificate)
        => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
}
