using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TelegramBotStack.EndToEnd.Guides;

/// <summary>The proxies of docs/https.md, each in front of something that listens where the bot would.</summary>
public sealed class HttpsGuideTests : IDisposable
{
    private const string Secret = "the-secret-of-the-webhook";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("botstack-guide-");
    private readonly int port = Guide.FreePort();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Caddy_as_the_guide_sets_it_up_passes_Telegrams_requests_on()
    {
        await Guide.NeedsAsync("caddy", "/usr/bin/caddy");
        var site = Guide.Blocks("https.md", "caddyfile").ShouldHaveSingleItem();
        await PassesOnAsync(bot =>
        {
            // A certificate of its own, since no authority comes here.
            var file = Write(
                "Caddyfile",
                "{\n    admin off\n    skip_install_trust\n    auto_https disable_redirects\n}\n"
                    + Here(site, ("bot.example.org {", $"https://localhost:{port} {{\n    tls internal"), ("127.0.0.1:8080", $"127.0.0.1:{bot}")));
            return Start("caddy", ["run", "--config", file, "--adapter", "caddyfile"]);
        });
    }

    [Fact]
    public async Task Nginx_as_the_guide_sets_it_up_passes_Telegrams_requests_on()
    {
        await Guide.NeedsAsync("nginx-light", "/usr/sbin/nginx");
        var site = Guide.Blocks("https.md", "nginx").ShouldHaveSingleItem();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Write("fullchain.pem", certificate.ExportCertificatePem());
        Write("privkey.pem", key.ExportPkcs8PrivateKeyPem());
        await PassesOnAsync(bot =>
        {
            var file = Write("nginx.conf", $$"""
                daemon off;
                master_process off;
                pid {{directory.FullName}}/nginx.pid;
                error_log stderr;
                events { }
                http {
                    access_log off;
                    client_body_temp_path {{directory.FullName}}/body;
                    proxy_temp_path {{directory.FullName}}/proxy;
                    fastcgi_temp_path {{directory.FullName}}/fastcgi;
                    uwsgi_temp_path {{directory.FullName}}/uwsgi;
                    scgi_temp_path {{directory.FullName}}/scgi;
                {{Here(
                    site,
                    ("listen 443 ssl", $"listen 127.0.0.1:{port} ssl"),
                    ("/etc/letsencrypt/live/bot.example.org", directory.FullName),
                    ("bot.example.org", "localhost"),
                    ("127.0.0.1:8080", $"127.0.0.1:{bot}"))}}
                }
                """);
            return Start("/usr/sbin/nginx", ["-c", file]);
        });
    }

    private async Task PassesOnAsync(Func<int, Process> start)
    {
        var behind = Guide.FreePort();
        using var bot = new HttpListener();
        bot.Prefixes.Add($"http://127.0.0.1:{behind}/");
        bot.Prefixes.Add($"http://localhost:{behind}/");
        bot.Start();
        var paths = new List<string>();
        _ = AnswerAsync(bot, paths);
        using var proxy = start(behind);
        try
        {
            using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
            using var telegram = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{port}/") };
            telegram.DefaultRequestHeaders.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
            (await PostAsync(telegram, "telegram", proxy)).ShouldBe($"{Secret} {{\"update_id\":1}}");
            using var other = await telegram.GetAsync(new Uri("other", UriKind.Relative), Cancellation);
            paths.ShouldBe(["/telegram"], "nothing else is the bot's");
        }
        finally
        {
            proxy.Kill();
            await proxy.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> PostAsync(HttpClient telegram, string path, Process proxy)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var update = new StringContent("{\"update_id\":1}", Encoding.UTF8, "application/json");
                using var answer = await telegram.PostAsync(new Uri(path, UriKind.Relative), update, Cancellation);
                return await answer.Content.ReadAsStringAsync(Cancellation);
            }
            catch (HttpRequestException) when (!proxy.HasExited && TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }

    private static async Task AnswerAsync(HttpListener bot, List<string> paths)
    {
        while (bot.IsListening)
        {
            try
            {
                var request = await bot.GetContextAsync();
                using var reader = new StreamReader(request.Request.InputStream);
                paths.Add(request.Request.Url!.AbsolutePath);
                var answer = Encoding.UTF8.GetBytes($"{request.Request.Headers["X-Telegram-Bot-Api-Secret-Token"]} {await reader.ReadToEndAsync()}");
                await request.Response.OutputStream.WriteAsync(answer);
                request.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static string Here(string text, params (string There, string Here)[] places)
    {
        foreach (var (there, here) in places)
        {
            text.ShouldContain(there);
            text = text.Replace(there, here, StringComparison.Ordinal);
        }

        return text;
    }

    private string Write(string file, string text)
    {
        var path = Path.Combine(directory.FullName, file);
        File.WriteAllText(path, text);
        return path;
    }

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["XDG_DATA_HOME"] = directory.FullName;
        start.Environment["XDG_CONFIG_HOME"] = directory.FullName;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }
}
