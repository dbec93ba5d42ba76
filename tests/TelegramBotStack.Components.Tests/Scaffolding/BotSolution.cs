using System.Text.RegularExpressions;
using System.Xml.Linq;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>Many scaffolded bots, built by one run of MSBuild, whose tests then run side by side.</summary>
internal sealed class BotSolution(LocalFeed feed, TemporaryDirectory directory)
{
    private readonly List<string> projects = [];
    private readonly List<Bot> bots = [];

    /// <summary>A bot whose tests are run.</summary>
    public void AddTested(string template, BotStorage? storage = null)
    {
        var (name, repository) = Scaffold(template, storage);
        projects.Add(Path.Combine(repository, "tests", $"{name}.Tests", $"{name}.Tests.csproj"));
        bots.Add(new Bot(name, Path.Combine(repository, "tests", $"{name}.Tests", "bin", "Release", "net10.0", $"{name}.Tests.dll")));
    }

    /// <summary>A bot that is only built.</summary>
    public void AddBuilt(string template, BotStorage storage)
    {
        var (name, repository) = Scaffold(template, storage);
        projects.Add(Path.Combine(repository, "src", name, $"{name}.csproj"));
    }

    /// <summary>Builds all, with warnings as errors.</summary>
    public async Task BuildAsync()
    {
        var solution = directory["Bots.slnx"];
        new XDocument(new XElement("Solution", projects.Select(project => new XElement("Project", new XAttribute("Path", project))))).Save(solution);
        (await Command.RunAsync(
            "dotnet",
            ["build", solution, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-p:TreatWarningsAsErrors=true", "-maxcpucount"],
            directory.Path,
            feed.Environment)).ShouldEndWith(0);
    }

    /// <summary>Runs the tests of all, two programs at once, and says of each how many passed.</summary>
    public async Task<IReadOnlyDictionary<string, int>> TestAsync()
    {
        var passed = new Dictionary<string, int>();
        await Parallel.ForEachAsync(bots, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (bot, _) =>
        {
            var tested = (await Command.RunAsync("dotnet", [bot.Tests], Path.GetDirectoryName(bot.Tests)!, feed.Environment)).ShouldEndWith(0);
            var totals = Regex.Match(tested.Output, @"Total: (\d+), Errors: 0, Failed: 0, Skipped: 0");
            totals.Success.ShouldBeTrue(tested.Output);
            lock (passed)
            {
                passed.Add(bot.Name, int.Parse(totals.Groups[1].Value));
            }
        });
        return passed;
    }

    private (string Name, string Repository) Scaffold(string template, BotStorage? storage)
    {
        var name = string.Concat($"{template}-{storage}-bot".Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var repository = directory[name];
        Scaffolder.Write(new ScaffoldRequest { Name = name, Template = template, Storage = storage, Output = repository, Feed = feed.Path });
        return (name, repository);
    }

    private sealed record Bot(string Name, string Tests);
}
