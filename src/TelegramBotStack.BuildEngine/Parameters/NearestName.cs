namespace Nuke.Common.Parameters;

/// <summary>Finds the name a user probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name with the smallest edit distance, or <see langword="null"/> when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> names)
    {
        var wanted = ParameterName.Normalize(given);
        return names
            .Select(name => (Name: name, Distance: Distance(wanted, ParameterName.Normalize(name))))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Max(wanted.Length, candidate.Name.Length) / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    // Optimal string alignment: like Levenshtein, but two swapped neighbours count once.
    private static int Distance(string left, string right)
    {
        var distance = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            distance[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            distance[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                distance[i, j] = Math.Min(Math.Min(distance[i - 1, j] + 1, distance[i, j - 1] + 1), distance[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[left.Length, right.Length];
    }
}
