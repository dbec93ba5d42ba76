namespace TelegramBotStack.Components.Tests;

public class SolutionTests
{
    /// <summary><c>Test</c> runs what the solution names: a project that is missing there is never run, and nobody is told.</summary>
    [Fact]
    public void Every_test_project_is_run_by_Test()
    {
        var solution = File.ReadAllText(RepositoryRoot.File("TelegramBotStack.sln")).Replace('\\', '/');
        var projects = Directory.EnumerateDirectories(RepositoryRoot.File("tests"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Select(project => Path.GetRelativePath(RepositoryRoot.Path, project).Replace('\\', '/'))
            .ToList();

        projects.Count.ShouldBeGreaterThan(5);
        projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
