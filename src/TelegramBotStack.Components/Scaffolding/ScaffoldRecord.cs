using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>
/// What a repository was scaffolded with, and a hash of each file that the stack goes on caring for: with it an upgrade
/// sees which of them the user has changed since.
/// </summary>
/// <param name="Version">Version of the stack whose files they are.</param>
/// <param name="Name">Name of the bot's projects.</param>
/// <param name="Template">The template it began as.</param>
/// <param name="Storage">Where the bot keeps its data.</param>
/// <param name="Ci">Whose workflow files it has.</param>
internal sealed record ScaffoldRecord(string Version, string Name, string Template, BotStorage Storage, BotCi Ci)
{
    /// <summary>Where it is in a bot's repository.</summary>
    public const string FileName = ".nuke/scaffold.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // The bot's code, its settings and what describes it are the user's from the first moment.
    private static readonly string[] FilesOfTheUser =
    [
        "README.md", "deploy.yaml", "build/Build.cs", ".nuke/parameters.json", FileName, ".vscode/launch.json", ".devcontainer/devcontainer.json",
    ];

    private static readonly string[] FoldersOfTheUser = ["src/", "tests/"];

    /// <summary>Which editors it is set up for.</summary>
    public BotIde Ide { get; init; }

    /// <summary>Whether it has a container to develop it in.</summary>
    public bool DevContainer { get; init; }

    /// <summary>Whether it was given tests.</summary>
    public bool Tests { get; init; } = true;

    /// <summary>SHA-256 of each file by its path, whatever its line ends.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <returns>Null when the repository has none.</returns>
    /// <exception cref="JsonException">It has been edited, and not well.</exception>
    public static ScaffoldRecord? Read(string repository)
    {
        var file = Path.Combine(repository, FileName);
        return File.Exists(file) ? JsonSerializer.Deserialize<ScaffoldRecord>(File.ReadAllText(file), Format) : null;
    }

    /// <summary>Whether the stack goes on caring for a file after it was written.</summary>
    public static bool CaresFor(string path) =>
        !FilesOfTheUser.Contains(path) && !path.EndsWith(".sln", StringComparison.Ordinal)
        && !FoldersOfTheUser.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    public static string Hash(byte[] content) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).ReplaceLineEndings("\n"))));

    /// <summary>The same with the hashes of these files.</summary>
    public ScaffoldRecord For(IReadOnlyDictionary<string, OutputFile> files) => this with
    {
        Files = new SortedDictionary<string, string>(
            files.Where(file => CaresFor(file.Key)).ToDictionary(file => file.Key, file => Hash(file.Value.Content)), StringComparer.Ordinal),
    };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Format) + "\n");
}
