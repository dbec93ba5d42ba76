using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// Lays the secrets that are stored in the repository over those that deploy.yaml names a source for. The same name in
/// <c>deploy.yaml</c> and <c>deploy.secrets.yaml</c> is a mistake; that of an environment wins over that of all.
/// </summary>
/// <param name="files">The secrets files, that of all environments first.</param>
/// <param name="originOf">The file or the variable that a node of the configuration comes from.</param>
internal sealed class StoredSecrets(IReadOnlyList<SecretsFile> files, Func<YamlNode, string?> originOf)
{
    /// <exception cref="DeploymentException">A secrets file is there and cannot be read, or is damaged.</exception>
    public static async Task<StoredSecrets> LoadAsync(
        string directory, string? environment, Func<YamlNode, string?> originOf, CancellationToken cancellationToken)
    {
        var store = new SecretsFileStore(directory);
        var files = new List<SecretsFile>();
        foreach (var layer in environment is null ? [null] : (string?[])[null, environment])
        {
            if (await store.ReadAsync(layer, cancellationToken) is { } file)
            {
                files.Add(file);
            }
        }

        return new StoredSecrets(files, originOf);
    }

    public Dictionary<string, SecretSource> LayOver(Dictionary<string, SecretSource> sources, YamlSection section)
    {
        foreach (var file in files)
        {
            foreach (var name in file.Values.Keys)
            {
                var node = section.Entries.FirstOrDefault(entry => entry.Key == name).Value;
                var stored = new StoredSecret(SecretsFile.NameFor(file.Environment)) { Content = file };
                switch (node is null ? -1 : RankOf(originOf(node)).CompareTo(file.Environment is null ? 0 : 1))
                {
                    case < 0:
                        sources[name] = stored;
                        break;
                    case 0:
                        section.Report(node, name, $"has a value in {stored.File} as well; remove one of the two");
                        break;
                }
            }
        }

        return sources;
    }

    // What is laid over what: the file of all environments, that of one, a variable.
    private static int RankOf(string? origin) => origin switch
    {
        "deploy.yaml" => 0,
        { } file when file.EndsWith(".yaml", StringComparison.Ordinal) => 1,
        _ => 2,
    };
}
