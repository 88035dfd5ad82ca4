/** Seeds the demo district on the first run (grows with the areas). */
console.log('演示数据：尚未生成');
