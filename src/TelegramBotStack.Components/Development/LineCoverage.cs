using System.Globalization;
using System.Xml.Linq;

namespace TelegramBotStack.Components.Development;

/// <summary>The lines of one assembly that at least one test project executed.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Covered">Lines that were executed.</param>
/// <param name="Total">Lines that can be executed.</param>
internal sealed record LineCoverage(string Assembly, int Covered, int Total)
{
    /// <summary>Share of executed lines, 0 to 100.</summary>
    public double Percent => Total == 0 ? 100 : 100.0 * Covered / Total;

    /// <summary>
    /// Reads the Cobertura files below a directory. Each test project writes its own; a line counts as covered
    /// when any of them executed it.
    /// </summary>
    public static IReadOnlyList<LineCoverage> Read(string directory)
    {
        var lines = new Dictionary<(string Assembly, string Type, int Line), bool>();
        foreach (var report in Directory.EnumerateFiles(directory, "coverage.cobertura.xml", SearchOption.AllDirectories))
        {
            foreach (var package in XDocument.Load(report).Descendants("package"))
            {
                foreach (var (type, line) in
                         from type in package.Descendants("class")
                         from line in type.Descendants("line")
                         select (type.Attribute("name")!.Value, line))
                {
                    // A lambda's or an async method's generated type is listed as Outer/Generated.
                    var key = (
                        package.Attribute("name")!.Value,
                        type.Split('/')[0],
                        int.Parse(line.Attribute("number")!.Value, CultureInfo.InvariantCulture));
                    lines[key] = lines.GetValueOrDefault(key) || line.Attribute("hits")!.Value != "0";
                }
            }
        }

        return [.. lines
            .GroupBy(line => line.Key.Assembly, line => line.Value)
            .Select(group => new LineCoverage(group.Key, group.Count(covered => covered), group.Count()))
            .OrderBy(coverage => coverage.Assembly, StringComparer.Ordinal)];
    }
}
