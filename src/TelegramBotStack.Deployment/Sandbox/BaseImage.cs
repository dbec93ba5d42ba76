using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text.Json;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>
/// Sees to it that a sandbox can have the .NET runtime image: from its registry when that answers (then Docker
/// Engine fetches it itself when it is needed), else as a stand-in under the same name.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class BaseImage(string name, HttpClient docker, Action<string> progress)
{
    private static readonly TimeSpan RegistryLimit = TimeSpan.FromSeconds(4);

    /// <summary>The stand-in's file, or null when the registry answers. Needs no Docker Engine yet.</summary>
    public async Task<string?> FindSourceAsync(CancellationToken cancellationToken)
    {
        if (await RegistryAnswersAsync(cancellationToken))
        {
            return null;
        }

        var files = await BaseImageFiles.FindAsync(name, cancellationToken);
        var cached = Path.Combine(CacheDirectory(), files.Key + ".tar");
        if (!File.Exists(cached) || !File.Exists(WithoutDotnet(cached)))
        {
            progress($"No registry answers: assembling a stand-in for {name} from this machine's .NET {files.RuntimeVersion}");
            await AssembleAsync(files, cached, withDotnet: true, cancellationToken);
            await AssembleAsync(files, WithoutDotnet(cached), withDotnet: false, cancellationToken);
        }

        return cached;
    }

    public async Task ProvideAsync(string? standIn, CancellationToken cancellationToken)
    {
        if (standIn is null)
        {
            return;
        }

        progress($"Loading the stand-in for {name}");
        try
        {
            await ImportAsync(standIn, name, cancellationToken);
            if (name == SandboxSettings.RuntimeImage)
            {
                await TagAsync(SandboxSettings.AspNetCoreImage, cancellationToken);
                await ImportAsync(WithoutDotnet(standIn), SandboxSettings.NativeImage, cancellationToken);
            }
        }
        catch (DeploymentException)
        {
            File.Delete(standIn); // so that the next try does not meet the same files
            File.Delete(WithoutDotnet(standIn));
            throw;
        }
    }

    private static string WithoutDotnet(string standIn) => Path.ChangeExtension(standIn, ".deps.tar");

    private async Task ImportAsync(string file, string image, CancellationToken cancellationToken)
    {
        var colon = image.LastIndexOf(':');
        var changes = string.Concat(BaseImageFiles.Configuration.Select(line => "&changes=" + Uri.EscapeDataString(line)));
        var query = $"images/create?fromSrc=-&repo={Uri.EscapeDataString(image[..colon])}&tag={image[(colon + 1)..]}{changes}";
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        try
        {
            using var answer = await docker.PostAsync(new Uri(query, UriKind.Relative), content, cancellationToken);

            // Failures after the headers come as the last line of the progress report.
            var report = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode || ReportsFailure(report))
            {
                throw SandboxErrors.BaseImageFailed(image, SystemTool.LastLines(report, 1));
            }
        }
        catch (HttpRequestException exception)
        {
            throw SandboxErrors.BaseImageFailed(image, "Docker Engine did not take it: " + exception.Message, exception);
        }
    }

    private async Task TagAsync(string other, CancellationToken cancellationToken)
    {
        var colon = other.LastIndexOf(':');
        var query = $"images/{name}/tag?repo={Uri.EscapeDataString(other[..colon])}&tag={other[(colon + 1)..]}";
        using var answer = await docker.PostAsync(new Uri(query, UriKind.Relative), null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw SandboxErrors.BaseImageFailed(other, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    private static bool ReportsFailure(string report) =>
        report.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(line => JsonSerializer.Deserialize<JsonElement>(line).TryGetProperty("error", out _));

    private static async Task AssembleAsync(BaseImageFiles files, string target, bool withDotnet, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await files.WriteAsync(temporary, withDotnet, cancellationToken);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string CacheDirectory()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "telegram-bot-stack", "base-images");
    }

    private async Task<bool> RegistryAnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RegistryLimit);
        using var http = new HttpClient();
        try
        {
            // Every registry answers here, if only that it wants a token (OCI distribution specification, end-1).
            using var answer = await http.GetAsync(
                $"https://{name.Split('/')[0]}/v2/", HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.Headers.Contains("Docker-Distribution-Api-Version") || answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
