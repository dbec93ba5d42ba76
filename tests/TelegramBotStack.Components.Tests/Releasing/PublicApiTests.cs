using System.Reflection;
using PublicApiGenerator;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>
/// What others compile against is written down in PublicApi/, so that nobody changes it without seeing it: a line that goes
/// or changes breaks a bot.
/// </summary>
public class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        // What compilers add says nothing to a person.
        ExcludeAttributes = ["System.Runtime.CompilerServices.NullableContextAttribute", "System.Runtime.CompilerServices.AsyncStateMachineAttribute", "System.Diagnostics.DebuggerStepThroughAttribute"],
    };

    public static TheoryData<string> Assemblies =>
    [
        "TelegramBotStack", "TelegramBotStack.BuildEngine", "TelegramBotStack.Components", "TelegramBotStack.Deployment",
        "TelegramBotStack.Simulator", "TelegramBotStack.Storage.Redis", "TelegramBotStack.Storage.Sql", "TelegramBotStack.Web",
    ];

    /// <summary>With BOTSTACK_WRITE_DOCS=1 it writes the file instead.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_API_is_the_one_that_is_written_down(string assembly)
    {
        var api = Assembly.Load(assembly).GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = RepositoryRoot.File($"tests/TelegramBotStack.Components.Tests/PublicApi/{assembly}.txt");
        if (Environment.GetEnvironmentVariable("BOTSTACK_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, api);
        }

        File.ReadAllText(file).ReplaceLineEndings("\n").ShouldBe(api, $"If it is meant to be so, write it down with BOTSTACK_WRITE_DOCS=1, and say in CHANGELOG.md what breaks.");
    }

    [Fact]
    public void The_API_of_every_library_is_written_down() =>
        Directory.EnumerateDirectories(RepositoryRoot.File("src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Where(project => !File.ReadAllText(project).Contains("<IsPackable>false", StringComparison.Ordinal) && !File.ReadAllText(project).Contains("<IncludeBuildOutput>false", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project)!)
            .ShouldBe(Assemblies.Select(row => row.Data), ignoreOrder: true);
}
