using System.Globalization;
using System.IO.Compression;
using System.Text;
using Docker.DotNet;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Exporting;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Writes a release into a directory that Docker and Compose run without this stack. Changes nothing on the host.</summary>
public static class DeployExport
{
    private const long ReportEvery = 32 << 20;

    /// <summary>Exports a release: compose.yaml, the image, the secrets and a README.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="release">The release; null for the active one.</param>
    /// <param name="directory">Where to; it must not exist, or be empty.</param>
    /// <param name="request">How to connect.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops; nothing of the directory is left.</param>
    /// <exception cref="DeploymentException">There is no such release, or the directory cannot be written.</exception>
    public static async Task<ExportReport> RunAsync(
        DeploySettings settings, string? release, string directory, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken)
    {
        using var target = ExportDirectory.Create(directory);
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var state = await session.Store.ReadAsync(cancellationToken);
        var chosen = Choose(state, release, session);
        log.Note($"Exporting release {chosen.Id}");
        var secrets = await new SecretsVolume(session.Host, session.Docker, session.Bot).ReadAsync(chosen, cancellationToken);
        foreach (var (name, value) in secrets)
        {
            await WriteAsync(target, $"secrets/{name}", value, cancellationToken);
        }

        await WriteAsync(target, ".gitignore", "*\n", cancellationToken);
        await WriteAsync(target, "compose.yaml", ComposeFile.Of(session.Bot, chosen, secrets.Keys), cancellationToken);
        await WriteAsync(target, "README.md", ExportReadme.Of(session.Bot, chosen, state.DataVolume ?? Names.DataVolume(session.Bot), Login(settings), Dockerfiles.UserId), cancellationToken);
        var bytes = await SaveImageAsync(session, chosen, target, log, cancellationToken);
        target.Complete();
        return new ExportReport(session.Bot, session.Host.Name, chosen.Id, Path.GetFullPath(directory), bytes, secrets.Count);
    }

    private static Release Choose(HostState state, string? wanted, DeploymentSession session) => wanted is null
        ? state.ActiveRelease ?? throw DeployErrors.NotDeployed(session.Bot, session.Host.Name)
        : state.Releases.FirstOrDefault(release => release.Id == wanted)
            ?? throw DeployErrors.NoSuchRelease(wanted, state.Releases.Select(release => release.Id));

    // Docker API: GET /images/{name}/get. An image is compressed here: the host is the smaller machine.
    private static async Task<long> SaveImageAsync(
        DeploymentSession session, Release release, ExportDirectory target, IDeploymentLog log, CancellationToken cancellationToken)
    {
        await using var file = target.CreateFile("image.tar.gz");
        await using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            await DockerConnection.CallAsync(session.Host, async () =>
            {
                try
                {
                    await using var image = await session.Docker.Images.SaveImageAsync(release.Image, cancellationToken);
                    await CopyAsync(image, compressed, log, cancellationToken);
                    return true;
                }
                catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    throw DeployErrors.ImageGone(release.Image, session.Host.Name);
                }
            });
        }

        return file.Length;
    }

    private static async Task CopyAsync(Stream from, Stream to, IDeploymentLog log, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 17];
        var (total, told) = (0L, 0L);
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            total += read;
            if (total - told >= ReportEvery)
            {
                told = total;
                log.Note(string.Create(CultureInfo.InvariantCulture, $"{total >> 20} MB of the image are here"));
            }
        }
    }

    private static async Task WriteAsync(ExportDirectory target, string name, string text, CancellationToken cancellationToken)
    {
        await using var file = target.CreateFile(name);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static string Login(DeploySettings settings) =>
        settings.Host.IsLocal ? "localhost" : $"{settings.Host.User}@{settings.Host.Address}";
}

/// <summary>What was exported.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host it comes from.</param>
/// <param name="Release">The release.</param>
/// <param name="Directory">Where it is now.</param>
/// <param name="ImageBytes">Size of the compressed image.</param>
/// <param name="Secrets">How many secrets are in it, in plain text.</param>
public sealed record ExportReport(string Bot, string Host, string Release, string Directory, long ImageBytes, int Secrets);
