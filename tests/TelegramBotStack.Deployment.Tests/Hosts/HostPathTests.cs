using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public class HostPathTests
{
    // Where paths are those of a host, which are written with slashes on whatever machine the deployer runs.
    private static readonly string[] OfHosts =
        ["Backups/Host*.cs", "Docker/*.cs", "Releases/*.cs", "Verification/*.cs", "Locking/RemoteLock.cs", "Hosts/Ssh/SshFiles.cs", "Hosts/HostScripts.cs"];

    [Fact]
    public void No_path_on_a_host_is_made_with_this_machines_separator()
    {
        var sources = Sources();
        var files = OfHosts
            .Select(pattern => Path.Combine(sources, pattern))
            .Where(pattern => Directory.Exists(Path.GetDirectoryName(pattern)))
            .SelectMany(pattern => Directory.EnumerateFiles(Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern)))
            .ToList();

        files.Count.ShouldBeGreaterThan(10);
        files.SelectMany(file => File.ReadLines(file)
                .Where(line => !Regex.IsMatch(line, @"\bFile\.")) // of this machine
                .Where(line => Regex.IsMatch(line, @"\bPath\.(Combine|Join|GetFullPath|GetDirectoryName|\w*SeparatorChar)\b"))
                .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))
            .ShouldBeEmpty();
    }

    private static string Sources()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "TelegramBotStack.sln")))
            {
                return Path.Combine(above.FullName, "src", "TelegramBotStack.Deployment");
            }
        }

        throw new InvalidOperationException("The sources are not above the test assembly.");
    }
}
