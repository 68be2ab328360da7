{"title": ${page.title?c}, "pages": [<#list page.children as child>${child.permalink?c}<#sep>, </#list>]}
