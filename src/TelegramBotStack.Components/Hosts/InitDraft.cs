using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Hosts;

/// <summary>
/// A deploy.yaml and a deploy.known_hosts that are not in their places yet: they get there together when everything was
/// tried, or not at all.
/// </summary>
internal sealed class InitDraft : IDisposable
{
    private readonly string root;
    private readonly string? environment;
    private readonly string knownHosts;
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("botstack-init-");
    private string text;

    /// <param name="root">Root of the repository.</param>
    /// <param name="environment">The environment whose file it is; null for deploy.yaml.</param>
    /// <param name="text">The file's text so far.</param>
    public InitDraft(string root, string? environment, string text)
    {
        this.root = root;
        this.environment = environment;
        this.text = text;
        knownHosts = Path.Combine(root, "deploy.known_hosts");
        if (System.IO.File.Exists(knownHosts))
        {
            System.IO.File.Copy(knownHosts, DraftOfKnownHosts);
        }
    }

    /// <summary>The file's path.</summary>
    public string File => HostContext.FileOf(root, environment);

    /// <summary>The host as the draft has it.</summary>
    public HostSettings Host => HostText.Read(root, Texts()) with { KnownHosts = DraftOfKnownHosts };

    private string DraftOfKnownHosts => Path.Combine(place.FullName, "known_hosts");

    /// <summary>Sets keys of <c>host</c>.</summary>
    /// <exception cref="DeploymentException">The file is written in a way that cannot be changed safely.</exception>
    public void Set(IReadOnlyList<KeyValuePair<string, string>> keys) =>
        text = DeployFileEdit.SetHost(text, keys) ?? throw InitErrors.NotEditable(Path.GetFileName(File), keys);

    /// <summary>Puts both in their places, and reads the result as every target will; if that fails, all is as before.</summary>
    public async Task<DeploySettings> CommitAsync(CancellationToken cancellationToken)
    {
        var before = System.IO.File.Exists(File) ? await System.IO.File.ReadAllBytesAsync(File, cancellationToken).ConfigureAwait(false) : null;
        try
        {
            Put(File, System.Text.Encoding.UTF8.GetBytes(text));
            try
            {
                var settings = await DeployFile.LoadAsync(root, environment, cancellationToken).ConfigureAwait(false);
                if (System.IO.File.Exists(DraftOfKnownHosts))
                {
                    Put(knownHosts, await System.IO.File.ReadAllBytesAsync(DraftOfKnownHosts, cancellationToken).ConfigureAwait(false));
                }

                return settings;
            }
            catch
            {
                Undo(before);
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InitErrors.NotWritable(File, error);
        }
    }

    public void Dispose() => place.Delete(recursive: true);

    private IEnumerable<(string, string)> Texts()
    {
        if (environment is not null && System.IO.File.Exists(HostContext.FileOf(root, null)))
        {
            yield return ("deploy.yaml", System.IO.File.ReadAllText(HostContext.FileOf(root, null)));
        }

        yield return (Path.GetFileName(File), text);
    }

    private void Undo(byte[]? before)
    {
        if (before is null)
        {
            System.IO.File.Delete(File);
        }
        else
        {
            Put(File, before);
        }
    }

    private static void Put(string path, byte[] content)
    {
        var part = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            System.IO.File.WriteAllBytes(part, content);
            System.IO.File.Move(part, path, overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(part);
        }
    }
}
