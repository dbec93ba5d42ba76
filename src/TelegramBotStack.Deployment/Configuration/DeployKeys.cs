using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// The keys of deploy.yaml: those that the reader asks for. There is no second list; a key that is read is in the schema.
/// </summary>
internal static class DeployKeys
{
    /// <summary>Stands for a name that the user chooses.</summary>
    public const string AnyName = "NAME";

    // Between them they make the reader ask for every key: some keys are only read below or beside another one.
    private static readonly string[] Examples =
    [
        $$"""
        bot: { name: example, project: Example.csproj }
        host: { address: server.example.org }
        secrets: { {{AnyName}}: { env: {{AnyName}} } }
        """,
        $$"""
        bot: { name: example, project: Example.csproj }
        host: local
        environment: { {{AnyName}}: value }
        """,
    ];

    /// <summary>All keys, in the order in which they are read.</summary>
    public static IReadOnlyList<IGrouping<string, DeployKey>> All { get; } = Discover();

    private static List<IGrouping<string, DeployKey>> Discover()
    {
        var asked = new List<DeployKey>();
        foreach (var example in Examples)
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(example));
            DeployFile.Read(
                new YamlSection((YamlMappingNode)stream.Documents[0].RootNode, "", _ => "", [], asked.Add),
                directory: "/", environment: null, new StoredSecrets([], _ => null));
        }

        return [.. asked.GroupBy(key => key.Path, StringComparer.Ordinal)];
    }
}
