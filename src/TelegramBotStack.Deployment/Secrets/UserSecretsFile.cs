using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>
/// The user secrets of a project, as <c>dotnet user-secrets</c> keeps them outside the repository
/// (learn.microsoft.com/aspnet/core/security/app-secrets, "How the Secret Manager tool works").
/// </summary>
internal static class UserSecretsFile
{
    /// <summary>Finds a value.</summary>
    /// <param name="project">The project's file; its <c>UserSecretsId</c> may be in a Directory.Build.props above it.</param>
    /// <param name="root">The repository's root, above which nothing is looked at.</param>
    /// <param name="key">The key; <c>:</c> stands between the levels. Letters' case does not matter, as in the framework.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The value; null when there is none under this key.</returns>
    /// <exception cref="FormatException">The project has no user secrets, or their file is damaged; the message says which.</exception>
    public static async Task<string?> FindAsync(string project, string root, string key, CancellationToken cancellationToken)
    {
        var id = IdOf(project, root) ?? throw new FormatException(
            $"{Path.GetFileName(project)} has no UserSecretsId; 'dotnet user-secrets init' gives it one");
        var path = PathOf(id);
        try
        {
            await using var file = File.OpenRead(path);
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using var content = await JsonDocument.ParseAsync(file, options, cancellationToken);
            return Find(content.RootElement, key);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            throw new FormatException($"{path} is damaged");
        }
    }

    /// <summary>Where the secrets with an id are, by operating system.</summary>
    public static string PathOf(string id)
    {
        var (folder, below) = OperatingSystem.IsWindows()
            ? (Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), Path.Combine("Microsoft", "UserSecrets"))
            : (Environment.GetEnvironmentVariable("HOME") ?? "", Path.Combine(".microsoft", "usersecrets"));
        return Path.Combine(folder, below, id, "secrets.json");
    }

    private static string? IdOf(string project, string root)
    {
        var id = Read(project);
        for (var folder = Path.GetDirectoryName(project); id is null && folder is not null; folder = Path.GetDirectoryName(folder))
        {
            id = Read(Path.Combine(folder, "Directory.Build.props"));
            if (Path.TrimEndingDirectorySeparator(root) == folder)
            {
                break;
            }
        }

        // An id is a folder's name; anything else would lead elsewhere.
        return id is not null && id == Path.GetFileName(id) && !id.Contains('$') ? id : null;
    }

    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file)
                ? XDocument.Load(file).Descendants().FirstOrDefault(element => element.Name.LocalName == "UserSecretsId")?.Value.Trim()
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText();
            }

            if (key.StartsWith(property.Name + ":", StringComparison.OrdinalIgnoreCase)
                && Find(property.Value, key[(property.Name.Length + 1)..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
